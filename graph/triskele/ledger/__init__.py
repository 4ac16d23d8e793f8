"""The ledger: the tables between sources and everything else, the rule of time, and who is chosen."""
