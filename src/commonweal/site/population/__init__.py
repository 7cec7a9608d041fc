"""Pages about people and their needs, from published figures alone."""
