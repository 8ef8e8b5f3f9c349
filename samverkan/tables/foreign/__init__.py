"""Networks in other programs' formats: one module a format, found by one registry."""
