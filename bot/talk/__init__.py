"""The words between channels and conversations, which no channel owns."""
