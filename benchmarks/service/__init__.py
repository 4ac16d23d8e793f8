"""The service against its peer and against its own engine."""
