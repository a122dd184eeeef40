"""Pages for people and machines that are not a chat."""
