"""CORDIS, one module a table: zips, organisations, projects, participations, and the reader of all of them."""
