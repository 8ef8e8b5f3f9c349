"""Pages to show and hand over: spec (plain data) → encode (shape, size, colour by named rules) → html or svg."""
