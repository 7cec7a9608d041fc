"""What the pages about governance may be asked."""
