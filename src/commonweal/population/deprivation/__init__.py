"""Deprivation: ranks, tenths and fifths of the index of 2019 and of 2025, each with its own map of small areas."""
