"""Pages about organisations over time: lists, one body with its history, and the tree below it."""
