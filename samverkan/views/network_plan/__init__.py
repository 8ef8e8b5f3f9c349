"""The network as a plan: organisations as boxes in four columns, only contacts as lines; and as steps from somebody."""
