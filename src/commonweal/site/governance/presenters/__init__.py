"""What the pages about governance show, from a handbook and from answers."""
