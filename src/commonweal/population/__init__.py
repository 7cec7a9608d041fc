"""Population: who lives here, what they need, and whether it is fair."""
