"""The rules of the field, each in one place: pure functions of a map and a day."""
