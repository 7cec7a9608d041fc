"""What the pages about allocations show: words, tables, maps and charts made from what the library answers."""
