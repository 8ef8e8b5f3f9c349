"""One function per command: the recipe from top to bottom. A workflow returns a result and prints nothing."""
