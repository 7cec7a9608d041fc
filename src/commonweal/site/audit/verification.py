"""Whether the chain is whole: what was changed, removed or moved, and whether the last events are still there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from commonweal.answers import Answer, Quantity, Reason, Unknown, Verdict, all_of
from commonweal.site.audit import guards, heads
from commonweal.site.audit.chain import FORMAT_VERSION, START, Head, Link
from commonweal.site.audit.models import AuditEvent

MOST_FINDINGS_SHOWN = 50


@dataclass
class ChainCheck:
    """What a walk along the chain found."""

    count: int = 0
    head: Head = field(default_factory=lambda: Head(0, START))
    findings: list[str] = field(default_factory=list)
    hashes_at: dict[int, str] = field(default_factory=dict)


def check_chain(events: Iterable[tuple[Link, str]], *, note_hashes_at: frozenset[int] = frozenset()) -> ChainCheck:
    """Walk along a chain and compare every hash.

    Args:
        events: Each event with the hash stored beside it, in the order of their sequence numbers.
        note_hashes_at: Sequence numbers whose hash the caller wants to compare with a head it knows.

    Returns:
        What was found. After a fault the walk goes on from the stored hash, so that one fault is told once.

    Example:
        >>> check_chain([]).findings
        []
    """
    found = ChainCheck()
    expected, previous = 1, START
    for link, stored_hash in events:
        if link.sequence != expected:
            found.findings.append(_gap(expected, link.sequence))
        elif link.previous_hash != previous:
            found.findings.append(
                f"event {link.sequence} does not follow the event before it: one of them was replaced or moved"
            )
        if link.format_version != FORMAT_VERSION:
            found.findings.append(
                f"event {link.sequence} has the format {link.format_version}, which this version cannot check"
            )
        elif link.digest() != stored_hash:
            found.findings.append(f"event {link.sequence} was changed: its contents do not give its hash")
        found.count += 1
        if link.sequence in note_hashes_at:
            found.hashes_at[link.sequence] = stored_hash
        expected, previous = link.sequence + 1, stored_hash
        found.head = Head(link.sequence, stored_hash)
    return found


def _gap(expected: int, met: int) -> str:
    if met < expected:
        return f"event {met} stands twice, or out of order"
    missing = f"event {expected} is" if met == expected + 1 else f"events {expected} to {met - 1} are"
    return f"{missing} missing"


def verify(known_heads: Iterable[tuple[str, Head]] = (), *, using: str = "default") -> Answer:
    """Verify the chain of this installation.

    Args:
        known_heads: Heads noted elsewhere (in receipts, in backups, on paper), each with where it was noted.
        using: The database, by its alias.

    Returns:
        An Answer: PASS when every event is as it was written and every known head lies on the chain; FAIL when not;
        INSUFFICIENT_DATA when nothing is known by which the loss of the last events would show.
    """
    known = list(known_heads)
    reasons: list[Reason] = []
    unreadable = ""
    try:
        kept = heads.kept()
        if kept is not None:
            known.append((f"the head kept in {heads.path().name}", kept))
    except ValueError as error:
        unreadable = str(error)
    found = check_chain(_stored(using), note_hashes_at=frozenset(head.count for _, head in known))
    reasons.append(_chain_reason(found))
    if unreadable:
        reasons.append(Reason(unreadable[0].upper() + unreadable[1:] + ".", Verdict.FAIL))
    reasons += [_head_reason(where, head, found) for where, head in known]
    unknowns: list[Unknown] = []
    if found.count and not known and not unreadable:
        reasons.append(Reason("No head was noted outside the database.", Verdict.INSUFFICIENT_DATA))
        unknowns.append(
            Unknown(
                "The last head that was noted",
                "Without it, nobody can tell whether events were removed from the end.",
                "give one from a receipt or a backup: commonweal audit verify --head COUNT:HASH",
            )
        )
    reasons.append(_guard_reason(using))
    verdict = all_of(reason.verdict for reason in reasons if reason.verdict)
    return Answer(
        sentence=_sentence(verdict, found.count),
        verdict=verdict,
        value=Quantity(found.count, "events"),
        reasons=tuple(reasons),
        unknowns=tuple(unknowns),
        details={"events": found.count, "head": str(found.head)},
    )


def check_stored(using: str = "default") -> Reason:
    """Walk along the chain in the database and say whether it is whole in itself, whatever heads are known."""
    return _chain_reason(check_chain(_stored(using)))


def _stored(using: str) -> Iterator[tuple[Link, str]]:
    for event in AuditEvent.objects.using(using).order_by("sequence").iterator(chunk_size=2000):
        yield event.link(), event.hash


def _sentence(verdict: Verdict, count: int) -> str:
    events = f"{count:,} event" + ("" if count == 1 else "s")
    if verdict is Verdict.PASS:
        return (
            f"The audit chain is whole: {events}."
            if count
            else "The audit chain is empty, and nothing says that it ever held more."
        )
    if verdict is Verdict.FAIL:
        return "The audit chain is broken."
    return f"The {events} in the audit chain are as they were written; whether later ones were removed cannot be told."


def _chain_reason(found: ChainCheck) -> Reason:
    if not found.findings:
        return Reason("Every event gives its hash and follows the one before it.", Verdict.PASS)
    shown = found.findings[:MOST_FINDINGS_SHOWN]
    children = [Reason(_as_sentence(finding), Verdict.FAIL) for finding in shown]
    if len(found.findings) > len(shown):
        children.append(Reason(f"And {len(found.findings) - len(shown):,} more.", Verdict.FAIL))
    return Reason("Events were changed, removed or moved.", Verdict.FAIL, children=tuple(children))


def _head_reason(where: str, head: Head, found: ChainCheck) -> Reason:
    place = _as_sentence(where).rstrip(".")
    if head.count == 0:
        return Reason(f"{place} is that of an empty chain.", Verdict.PASS)
    if head.count > found.head.count:
        return Reason(
            f"{place} is event {head.count:,}, and the chain ends at {found.head.count:,}: "
            "the last events were removed.",
            Verdict.FAIL,
        )
    if found.hashes_at.get(head.count) != head.hash:
        return Reason(f"{place} does not lie on this chain: event {head.count:,} was another.", Verdict.FAIL)
    return Reason(f"{place} lies on the chain, as event {head.count:,}.", Verdict.PASS)


def _guard_reason(using: str) -> Reason:
    unguarded = guards.missing(using)
    if unguarded:
        acts = " and ".join(act.lower() for act in unguarded)
        return Reason(
            f"The database no longer refuses to {acts} events; `commonweal manage migrate` sets that right.",
            Verdict.FAIL,
        )
    return Reason("The database refuses to change or delete an event.", Verdict.PASS)


def _as_sentence(finding: str) -> str:
    return finding[0].upper() + finding[1:].rstrip(".") + "."
