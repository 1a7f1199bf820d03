"""How fast and how exact: measured beside other engines on the same work, in one run. ``python -m benchmarks``."""
