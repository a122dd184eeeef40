"""What the province decided: settings, registers and rules, read once at start."""
