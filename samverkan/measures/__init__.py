"""Figures of a network, each with its definition; what is not in the map is not in them either."""
