"""What the pages about allocations may be asked, read from the address or from a form that was sent."""
