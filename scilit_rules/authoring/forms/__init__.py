"""Self-report forms made from a ruleset: what each subject is asked, and the workbook that asks it."""
