"""The plan and the steps of a network as a static picture: boxes laid out, lines in the streets, key and answers."""
