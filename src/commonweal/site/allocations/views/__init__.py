"""The pages about allocations, a module for each."""
