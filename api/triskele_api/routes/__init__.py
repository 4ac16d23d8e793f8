"""One module a group of paths; each offers ``router``."""
