"""The map page: a measure of need by ICB, one hexagon each."""
