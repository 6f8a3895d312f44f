"""What the computed numbers are held against: checks, causes, the ledger, and mutations of them."""
