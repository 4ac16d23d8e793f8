"""Sources: bytes in, quads out. One module a kind of source; no network, no store, no judgement."""
