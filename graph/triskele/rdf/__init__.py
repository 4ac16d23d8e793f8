"""RDF: the tables of a ledger rendered as statements, and the graphs of the years."""
