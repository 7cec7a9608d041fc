"""Migrations of the definitions of places."""
