"""A request that is too large is let through to its end, kept nowhere, and answered with a page that teaches."""

from __future__ import annotations

import argparse
import socket
import threading

import pytest
from django.core.wsgi import get_wsgi_application

from commonweal.cli.serve import LARGEST_REQUEST, listen
from commonweal.site.large_requests import MOST_LET_THROUGH


@pytest.fixture
def port(settings, monkeypatch):
    """The port of a server that takes no more than 4,000 bytes, of which the site takes 2,000."""
    settings.LARGEST_REQUEST_BYTES = 2_000
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr("commonweal.cli.serve.LARGEST_REQUEST", 4_000)
    options = argparse.Namespace(host="127.0.0.1", port=0, threads=1, proxy=None)
    server = listen(get_wsgi_application(), options)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.close()
    server.task_dispatcher.shutdown()
    thread.join(5)


def send(port: int, path: str, declared: int, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {declared}\r\n".encode())
        line.sendall(b"Connection: close\r\n\r\n")
        for start in range(0, len(sent), 50_000):
            line.sendall(sent[start : start + 50_000])
        answer = b""
        while block := line.recv(65_536):
            answer += block
    return answer


@pytest.mark.parametrize("size", [2_001, 3_999, 4_000, 1_000_000])
def test_sender_finishes_and_is_told(port, size):
    answer = send(port, "/governance/import/", size, b"x" * size).decode()
    assert answer.startswith("HTTP/1.1 413")
    assert "This is too large" in answer
    assert "None of it was read" in answer
    assert "default-src 'self'" in answer


def test_program_is_told_in_json(port):
    answer = send(port, "/api/receipts/verify", 5_000, b"x" * 5_000)
    assert answer.startswith(b"HTTP/1.1 413")
    assert b'"problems"' in answer


def test_what_follows_a_large_request_is_no_request_of_its_own(port):
    """A body that looks like a request is thrown away with the rest."""
    hidden = b"GET /hidden HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    answer = send(port, "/", 5_000, hidden + b"x" * (5_000 - len(hidden)))
    assert answer.count(b"HTTP/1.1 ") == 1


def test_who_declares_without_end_is_refused_at_once(port):
    answer = send(port, "/", MOST_LET_THROUGH + 1, b"")
    assert answer.startswith(b"HTTP/1.1 413")


def test_server_takes_a_little_more_than_the_site():
    from django.conf import settings

    assert settings.LARGEST_REQUEST_BYTES < LARGEST_REQUEST < 2 * settings.LARGEST_REQUEST_BYTES
