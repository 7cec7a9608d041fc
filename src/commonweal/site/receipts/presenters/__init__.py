"""What the pages about receipts show."""
