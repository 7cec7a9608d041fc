"""Pages about allocations: England, one ICB, places, scenarios, differences, and explaining a number."""
