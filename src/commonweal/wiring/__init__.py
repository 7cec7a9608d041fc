"""The whole line across rooms: asking any room's question with the rules and facts that it needs."""

from commonweal.wiring.asking import Asked, archive, ask, registry, today

__all__ = ["Asked", "archive", "ask", "registry", "today"]
