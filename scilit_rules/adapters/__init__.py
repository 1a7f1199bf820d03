"""Built-in sources: each a plugin through the same hooks, reading one kind of file into grids of cells."""
