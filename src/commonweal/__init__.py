"""Commonweal: the plumbing and wiring of an integrated care system, as data with reasons and receipts."""

__version__ = "0.1.0"
