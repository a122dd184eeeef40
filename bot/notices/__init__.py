"""Who is told what: each function writes outbox rows, none sends."""
