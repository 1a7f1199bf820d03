"""Formats: what a report looks like to those who read it. Each is a plugin like any other."""
