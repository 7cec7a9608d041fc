"""The home page, and the pages that say what this service is and does with what it is told."""
