"""Files in and out: one module a format, and what they share."""
