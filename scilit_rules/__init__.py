"""Checks districts against the obligations of scientific-literacy plans and explains every gap."""
