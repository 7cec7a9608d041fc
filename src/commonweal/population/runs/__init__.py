"""The person-level run: from sealed tables of people and events to aggregates and standardised rates.

Conditions, score, segment and age band of every person are worked out on an engine; only aggregates come back.
"""
