"""``commonweal serve``: the web site and the API, from this installation."""

from __future__ import annotations

import argparse
import gc
import ipaddress
import os
import signal
import sys
from typing import Any, NoReturn

from commonweal.problems import BadInput, Problem

HELP = "Serve the web site and the API. By default only this machine can reach them."

# A little more than the site itself takes. Of what is larger nothing is kept, and the site's own page says so.
LARGEST_REQUEST = 24 * 1024 * 1024


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="the address to answer on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to answer on (8000; 0 chooses a free one)")
    parser.add_argument("--threads", type=int, default=4, metavar="N", help="how many requests at once (4)")
    parser.add_argument(
        "--proxy",
        metavar="ADDRESS",
        help="the address of the proxy in front, whose word is believed on who asks and whether by https",
    )


def run(options: argparse.Namespace) -> int:
    """Bring the database up to this version, then serve until stopped."""
    from commonweal.site.command_line import ready

    _check(options)
    ready()
    # The address first: that it cannot be had is told before long work. Who asks meanwhile waits.
    server = listen(lambda environment, start: application(environment, start), options)
    signal.signal(signal.SIGTERM, _stop)
    print(beforehand(), file=sys.stderr, flush=True)
    from commonweal.site.wsgi import application

    print(f"Commonweal is at {address_of(server)}", flush=True)
    if not _is_loopback(options.host) and not os.environ.get("COMMONWEAL_HOSTS"):
        print(
            "Other machines will be refused until COMMONWEAL_HOSTS names the host that they ask for. "
            "See docs/how-to/operate.md.",
            file=sys.stderr,
            flush=True,
        )
    print("Stop it with Ctrl+C.", flush=True)
    try:
        server.run()
    except SystemExit:
        pass
    finally:
        server.close()
        gc.unfreeze()  # what was read beforehand is let go in order, and no library takes it for lost
    print("Stopped.")
    return 0


def beforehand() -> str:
    """What the server does before it answers, and how long that takes, so that nobody takes it for hung."""
    from commonweal.site.population.figures import to_be_worked_out

    folder = to_be_worked_out()
    if folder is None:
        return "Getting the pages ready takes some seconds ..."
    return (
        f"Working out the figures of England from the files in {folder}. "
        "This takes about half a minute, and is done once for these files ..."
    )


def listen(application: Any, options: argparse.Namespace) -> Any:
    """A waitress server that listens and does not yet answer.

    Raises:
        BadInput: The port is taken or may not be used, or the address is not one of this machine's.
    """
    from waitress import create_server

    from commonweal.site.large_requests import let_senders_finish

    settings: dict[str, Any] = {
        "host": options.host,
        "port": options.port,
        "threads": options.threads,
        "ident": None,
        "max_request_body_size": LARGEST_REQUEST,
        "clear_untrusted_proxy_headers": True,
    }
    if options.proxy:
        settings |= {
            "trusted_proxy": options.proxy,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    try:
        server = create_server(application, **settings)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise BadInput(
            Problem(
                f"nothing can be served at {options.host}, port {options.port}: {why}",
                do="name an address of this machine, such as 127.0.0.1"
                if isinstance(error, ValueError)
                else f"stop what uses the port, or choose another with --port {options.port + 1}",
            )
        ) from error
    let_senders_finish(server)
    return server


def address_of(server: Any) -> str:
    """The address to type into a browser."""
    listening = getattr(server, "effective_listen", None)
    host, port = listening[0] if listening else (server.effective_host, server.effective_port)
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


def _check(options: argparse.Namespace) -> None:
    if not 0 <= options.port <= 65535:
        raise BadInput(Problem("this is not a port", given=str(options.port), expected="a number from 0 to 65535"))
    if not 1 <= options.threads <= 64:
        raise BadInput(Problem("this many threads cannot be used", given=str(options.threads), expected="1 to 64"))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _stop(*_: Any) -> NoReturn:
    raise SystemExit(0)
