"""Papers: rows in, bytes out."""
