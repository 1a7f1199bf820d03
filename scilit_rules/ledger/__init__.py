"""The ledger of gaps that are being made good: one row for each gap, with states, deadlines and all that was done."""
