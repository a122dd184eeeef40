"""Time: the ticks, and what is due at each."""
