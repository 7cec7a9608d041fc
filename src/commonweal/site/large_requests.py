"""What the server does with a request that is too large to take: it lets the sender finish, and then says so.

Waitress answers such a request with a bare line and closes the connection while the browser is still sending, which
most browsers show as a fault of the network. Here the body is let through and thrown away, a block at a time, so that
the page of ``request_bounds`` arrives and can be read.
"""

from __future__ import annotations

from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, MultiSocketServer
from waitress.utilities import RequestEntityTooLarge

MOST_LET_THROUGH = 2 * 1024**3
"""In bytes. Nothing of it is kept; whoever declares more is refused by the server's bare line."""


class LetsFinish(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request; of one whose declared body is too large it reads the head, and lets the body pass."""

    error: Any
    _left = 0

    def received(self, data: bytes) -> int:
        """Take in some of the request; how many bytes of it were taken."""
        if self._left:
            taken = min(len(data), self._left)
            self._left -= taken
            self.completed = not self._left
            return taken
        taken = int(super().received(data))
        declared = int(self.content_length)
        if isinstance(self.error, RequestEntityTooLarge) and not self.chunked and declared <= MOST_LET_THROUGH:
            # The site is asked all the same: it sees the length that was declared, and refuses with its own page.
            self._left, self.completed, self.error = declared, False, None
        return taken


class _Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = LetsFinish


def let_senders_finish(server: Any) -> None:
    """Make a waitress server, which may listen at several addresses, treat large requests so."""
    listeners = server.map.values() if isinstance(server, MultiSocketServer) else [server]
    for listener in listeners:
        if isinstance(listener, BaseWSGIServer):
            listener.channel_class = _Channel
