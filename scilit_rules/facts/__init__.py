"""From cells to facts: how values, names and tables are read, what is computed from them, and what is known when."""
