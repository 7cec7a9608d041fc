"""Where each thing that the register knows is told, so that an answer can cite it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from commonweal.answers import OWN_FILE, Evidence, Source
from commonweal.organisations.assembly import files
from commonweal.organisations.assembly.files import public_lists
from commonweal.organisations.assembly.nation import BOARDS, REGION_MEMBERS, REGIONS, SUB_ICBS, SUCCESSIONS
from commonweal.organisations.bodies import Body
from commonweal.organisations.kinds import Kind
from commonweal.organisations.memberships import Membership
from commonweal.organisations.register import Register
from commonweal.organisations.successions import Succession

_NAMING = {REGIONS: "region_code", SUB_ICBS: "sub_icb_code", **dict.fromkeys(BOARDS.values(), "icb_code")}
_LIST_OF_KIND = {Kind.PRACTICE: files.PRACTICES, Kind.PCN: files.NETWORKS, Kind.TRUST: files.TRUSTS}


class Sources:
    """The citations of one answer, out of what was read through its evidence."""

    def __init__(self, evidence: Evidence) -> None:
        """Index what was read."""
        hashes = {title: sha256 for sha256, title in evidence.datasets_read.items()}
        self._lists = {
            item.title: replace(item.source, at=f"your own copy, SHA-256 {hashes[item.title][:12]}…", status=OWN_FILE)
            for item in public_lists()
            if item.title in hashes
        }
        self._by_title = dict(self._lists)
        own = {title: sha256 for title, sha256 in hashes.items() if title not in self._lists}
        self._by_title |= {title: Source.own_file(title, sha256) for title, sha256 in own.items()}
        self._of_body: dict[str, Source] = {}
        self._of_pair: dict[tuple[str, str], Source] = {}
        for (table, _), records in evidence.rows_read.items():
            for record in records:
                value, source = record.values, record.source
                self._by_title.setdefault(source.title, replace(source, at=""))
                if table in _NAMING:
                    self._of_body[str(value[_NAMING[table]])] = source
                elif table == REGION_MEMBERS:
                    self._of_pair[str(value["icb_code"]), str(value["region_code"])] = source
                elif table in SUCCESSIONS:
                    self._of_pair[str(value["predecessor"]), str(value["successor"])] = source

    def titled(self, titles: Iterable[str]) -> tuple[Source, ...]:
        """The sources with these titles, once each."""
        return tuple(self._by_title[title] for title in dict.fromkeys(titles) if title in self._by_title)

    def of(self, body: Body, register: Register) -> tuple[Source, ...]:
        """Where the name and codes of a body are told."""
        if body.id in self._of_body:
            return (self._of_body[body.id],)
        key = _LIST_OF_KIND.get(body.kind)
        told = tuple(self._lists[i.title] for i in public_lists() if i.key == key and i.title in self._lists)
        return told or self.of_memberships(register.memberships_of(body))

    def of_memberships(self, memberships: Iterable[Membership]) -> tuple[Source, ...]:
        """Where memberships are told."""
        return self._of_all((m.child, m.parent, m.source) for m in memberships)

    def of_rows(self, rows: Iterable[Succession]) -> tuple[Source, ...]:
        """Where rows of succession are told."""
        return self._of_all((row.predecessor, row.successor, row.source) for row in rows)

    def _of_all(self, told: Iterable[tuple[str, str, str]]) -> tuple[Source, ...]:
        found: list[Source] = []
        for one, other, title in told:
            if (one, other) in self._of_pair:
                found.append(self._of_pair[one, other])
            elif title in self._by_title:
                found.append(self._by_title[title])
        return tuple(dict.fromkeys(found))
