"""Ruleset files → plans: reading with positions, validation, adoption of shared obligations, JSON Schema."""
