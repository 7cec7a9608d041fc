"""Governance on the site: handbooks as people keep them, and the pages that ask "May we decide this?"."""
