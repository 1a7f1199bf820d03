"""What is decided after judging: waivers, and later comparison, scorecards and the ledger."""
