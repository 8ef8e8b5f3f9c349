"""The forms that a map file can have: a module each, found by the suffix of a file's name (`store/address.py`)."""
