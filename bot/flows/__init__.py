"""The conversations: flows made of small steps."""
