"""How each bundled reference table is made from the published files."""
