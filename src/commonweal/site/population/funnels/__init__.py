"""The funnel page: practices of an ICB by any published percentage, against limits of their size."""
