"""Receipts that this installation issued: kept, registered in the audit chain, shown and verified."""
