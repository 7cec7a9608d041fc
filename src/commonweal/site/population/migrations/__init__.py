"""Migrations of the aggregates that are kept."""
