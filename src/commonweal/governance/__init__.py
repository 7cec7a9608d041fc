"""May we decide this? The constitution, seats, interests, delegation, meetings and decisions of a system."""
