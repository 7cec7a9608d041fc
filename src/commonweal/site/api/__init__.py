"""The interface for programs: what the pages show, as JSON and CSV, described by OpenAPI 3.1.

Each room has its operations in its own ``api`` module; ``commonweal.site.api.whole`` puts them together. What stands
here is what they share: how input is checked, how errors are told, how lists are paged.
"""
