"""How the package is extended: hooks, what they hand over, and the manager that loads plugins one by one."""
