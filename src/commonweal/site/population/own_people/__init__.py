"""The pages of a system's own people: who they are, what they have, what changed and what they need."""
