"""Every command, where it lies, and what it is for. A module is imported only when its command is asked for."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "accounts": ("commonweal.cli.accounts", "who may sign in, and which roles they hold"),
    "allocations": ("commonweal.cli.allocations", "targets, distance from target, allocations, places, scenarios"),
    "audit": ("commonweal.cli.audit", "verify the audit chain, or list its events"),
    "backup": ("commonweal.cli.backup", "write all of this installation into one file"),
    "check": ("commonweal.cli.check", "hold a handbook against every rule on governance"),
    "data": ("commonweal.cli.data", "the files that can be read, what each unlocks, and whether it was found"),
    "decide": ("commonweal.cli.decide", "may we decide this, and who may"),
    "demo": ("commonweal.cli.demo", "build the demonstration, print its answers, serve it"),
    "handbook": ("commonweal.cli.handbook", "begin, check, export or import a governance handbook"),
    "law": ("commonweal.cli.law", "the rules, with their dates, values and sources"),
    "manage": ("commonweal.cli.manage", "Django's management commands, such as migrate"),
    "meeting": ("commonweal.cli.meeting", "a meeting as it runs: who is there, quorum, votes, what is left to do"),
    "merger": ("commonweal.cli.merger", "what has to be re-homed when boards merge, split or cluster"),
    "minutes": ("commonweal.cli.minutes", "draft the minutes of a meeting"),
    "nomination": ("commonweal.cli.nomination", "was a partner member nominated as the rules ask"),
    "organisations": ("commonweal.cli.organisations", "bodies over time: what they stand in, what became of them"),
    "population": ("commonweal.cli.population", "who lives here, what they need, and whether it is fair"),
    "purge": ("commonweal.cli.purge", "erase statements of interests that need be kept no longer"),
    "receipt": ("commonweal.cli.receipt", "verify the receipt of an answer"),
    "registers": ("commonweal.cli.registers", "the published registers, as tables or CSV"),
    "restore": ("commonweal.cli.restore", "restore this installation from a backup, proved first"),
    "serve": ("commonweal.cli.serve", "serve the web site and the API"),
}
