"""The way in: from a raw update to one turn."""
