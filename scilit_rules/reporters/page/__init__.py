"""The parts of the report as one page: its markup, its data, its look and its script."""
