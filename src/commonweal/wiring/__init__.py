"""The whole line across rooms: asking any room's question with the rules and facts that it needs."""

from commonweal.wiring.asking import Asked, archive, ask, handbook_facts, registry, today

__all__ = ["Asked", "archive", "ask", "handbook_facts", "registry", "today"]
