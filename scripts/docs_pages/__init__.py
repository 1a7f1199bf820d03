"""What writes the computed pages of ``docs/`` and of the plans; for readers of the repository, so not installed."""
