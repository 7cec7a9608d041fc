"""The pages about governance."""
