"""A complete small plugin for scilit-rules, to copy from: one source, one format, one ruleset, and the run hooks."""
