"""The command line: ``commonweal COMMAND``, one module per command."""

from commonweal.cli.main import main

__all__ = ["main"]
