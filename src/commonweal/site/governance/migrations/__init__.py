"""Migrations of the governance room."""
