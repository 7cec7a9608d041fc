"""Talking to the provider of single sign-on: not for long, not of much, and to nobody that it points at."""

from __future__ import annotations

import time
from typing import TypeVar

import requests
from requests.adapters import HTTPAdapter

MOST_BYTES = 1_000_000
SECONDS_FOR_ONE_ANSWER = 10

_Session = TypeVar("_Session", bound=requests.Session)


class _Bounded(HTTPAdapter):
    """Reads no more than so many bytes, for no longer than so many seconds, and follows nothing."""

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = True,
        timeout: float | tuple[float | None, float | None] | None = None,
        verify: bool | str = True,
        cert: str | tuple[str, str] | None = None,
        proxies: dict[str, str] | None = None,
    ) -> requests.Response:
        """Send a request and read the whole answer, whatever the caller wanted of stream and time."""
        until = time.monotonic() + SECONDS_FOR_ONE_ANSWER
        answer = super().send(request, True, SECONDS_FOR_ONE_ANSWER, verify, cert, proxies)
        if answer.is_redirect:
            raise requests.TooManyRedirects("the provider sends on to another address")
        read = bytearray()
        for block in answer.iter_content(65_536):
            read += block
            if len(read) > MOST_BYTES or time.monotonic() > until:
                answer.close()
                raise requests.ConnectionError("the provider's answer is too long or too slow")
        answer._content = bytes(read)
        return answer


def bounded(session: _Session) -> _Session:
    """A session that is bounded so."""
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Bounded())
    return session
