"""Accounts, roles and signing in: who may do what, as named data."""
