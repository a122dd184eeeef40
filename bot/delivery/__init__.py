"""The way out: from an outbox row to the platform, and attachments brought in."""
