"""The wires: one folder a channel, none knowing another."""
