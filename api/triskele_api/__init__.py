"""The service: HTTP to library calls and back. Nothing is computed here."""
