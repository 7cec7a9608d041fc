"""Commands of Django's management that the audit chain changes."""
