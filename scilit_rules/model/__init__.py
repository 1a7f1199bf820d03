"""What things are: plans and what they ask, subjects and what is known of them, findings and reports.

Values only. Nothing here reads a file, a clock or a setting, and nothing imports from the rest of the package.
"""
