"""What an answer about a body says, in sentences with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from commonweal.answers import Quantity, Reason
from commonweal.answers.source import STALE_AFTER_DAYS
from commonweal.organisations.bodies import Body
from commonweal.organisations.chains import Descent
from commonweal.organisations.citing import Sources
from commonweal.organisations.gathering import UNNAMED
from commonweal.organisations.kinds import TIERS, Kind, Status
from commonweal.organisations.periods import Period, written
from commonweal.organisations.register import Register

_ONE_DAY = timedelta(days=1)
_BASES = {"lsoa21": "small areas", "lsoa11": "small areas of 2011"}


def named(body: Body, day: date | None = None) -> str:
    """Code and name; the code alone where no list names the body."""
    name = body.name_on(day)
    return body.id if name == UNNAMED else f"{body.id} {name}"


def article(words: str) -> str:
    """A kind with its article.

    Example:
        >>> article("integrated care board"), article("NHS trust"), article("council")
        ('an integrated care board', 'an NHS trust', 'a council')
    """
    return f"{'an' if words[0] in 'aeio' or words.startswith('NHS') else 'a'} {words}"


def listed(items: Iterable[str]) -> str:
    """Words in a row.

    Example:
        >>> listed(["one", "two", "three"])
        'one, two and three'
    """
    held = list(dict.fromkeys(items))
    return ", ".join(held[:-1]) + " and " + held[-1] if len(held) > 1 else "".join(held)


def state(body: Body, day: date, *, past: bool = False) -> str:
    """What a body is on a day, in words.

    Example:
        >>> from commonweal.organisations.assembly import england
        >>> state(england(areas=False).body("QNQ"), date(2026, 4, 1))
        'closed on 31 March 2026'
    """
    status = body.status_on(day)
    if status is None:
        return f"opened on {written(body.opened)}" if past else f"opens on {written(body.opened)}"
    if status is Status.CLOSED:
        return f"closed on {written(body.closed)}" if body.closed else "has closed"
    if status is Status.NOT_LISTED:
        return "is not named by a list of that day"
    return f"{'was' if past else 'is'} {status.words}"


def share_words(descent: Descent, of: str = "") -> str:
    """The share of a descent, by everything that was counted where it is a single step; ``of`` says of what."""
    of = f" {of}" if of else ""
    if descent.share is None:
        return "share not known"
    if descent.steps == 1 and len(descent.paths) == 1:
        shares = descent.paths[0][0].shares
        if shares and all(share.value == 1 for share in shares):
            return f"all{of}"
        if shares:
            told = [f"{float(s.value):.2%}{of} by {_BASES.get(s.basis, s.basis)}" for s in shares]
            return ", ".join([told[0], *(text.replace(of, "", 1) for text in told[1:])])
    return f"all{of}" if descent.share == 1 else f"{float(descent.share):.2%}{of}"


def descent_reason(descent: Descent, other: Body, sources: Sources) -> Reason:
    """One successor or predecessor: its share, the day or the way there, and where that is told."""
    cited = sources.of_rows(row for path in descent.paths for row in path)
    before = other.id == descent.origin
    if descent.steps == 0:
        return Reason(f"{named(other)} kept {share_words(descent)}", sources=cited)
    first = min(descent.paths, key=len)
    name = named(other, first[0].day - _ONE_DAY if before else first[-1].day)
    told = f"{name}: {share_words(descent, 'of it' if before else '')}"
    value = Quantity(float(descent.share), "fraction") if descent.share is not None else None
    if descent.steps == 1 and len(descent.paths) == 1:
        return Reason(f"{told}, on {written(first[0].day)}", sources=cited)
    ways = tuple(Reason("By way of " + " → ".join(_steps(descent, path))) for path in descent.paths)
    return Reason(name if value else told, value=value, sources=cited, children=ways)


def _steps(descent: Descent, path: Iterable[Any]) -> list[str]:
    return [descent.origin, *(f"{row.successor} ({written(row.day)})" for row in path)]


def chain_notes(descents: Iterable[Descent]) -> tuple[str, ...]:
    """What to bear in mind about multiplied shares."""
    if any(part.steps > 1 and part.share not in (None, 1) for part in descents):
        return (
            "A share along several steps supposes that each body was spread evenly over what it went into; "
            "follow practices or small areas where the exact part matters.",
        )
    return ()


def codes_reason(body: Body, sources: Sources, register: Register) -> Reason:
    """Every code of the body, with its scheme and maps."""
    maps: dict[tuple[str, str], list[str]] = {}
    for code in sorted(body.codes, key=lambda code: code.vintage):
        maps.setdefault((code.value, code.scheme), []).append(code.vintage)
    said = [
        f"{value} ({scheme}{': ' + ', '.join(dict.fromkeys(v)) if any(v) else ''})"
        for (value, scheme), v in maps.items()
    ]
    return Reason("Codes: " + "; ".join(said), sources=sources.of(body, register))


def names_reasons(body: Body) -> list[Reason]:
    """The names and statuses over time, where there has been more than one."""
    if len(body.versions) < 2:
        return []
    told = [
        Reason(f"{version.period}: {version.name}, {version.status.words}".replace("always: ", ""))
        for version in body.versions
    ]
    return [Reason("Over time", children=tuple(told))]


def parent_reasons(register: Register, body: Body, day: date, sources: Sources) -> list[Reason]:
    """What the body stands in, tier by tier."""
    reasons = []
    for tier in sorted({m.tier for m in register.memberships_of(body)}, key=TIERS.index, reverse=True):
        parents = register.parents(body, day, tier)
        if parents:
            cited = sources.of_memberships(
                m for m in register.memberships_of(body) if m.tier is tier and m.period.holds_on(day)
            )
            reasons.append(Reason("Stands in " + listed(named(parent, day) for parent in parents), sources=cited))
    return reasons


def parts_words(register: Register, body: Body, day: date) -> list[str]:
    """How many bodies of each kind stand in a body, in words."""
    counted = [(kind, len(register.members(body, day, kind))) for kind in TIERS]
    return [counted_words(kind, number) for kind, number in counted if number]


def counted_words(kind: Kind, number: int) -> str:
    """A number of bodies of a kind.

    Example:
        >>> counted_words(Kind.PCN, 65)
        '65 primary care networks'
    """
    return f"{number:,} {kind.words if number == 1 else kind.plural}"


def age_notes(body: Body, day: date) -> tuple[str, ...]:
    """A warning where the last list that names the body is much older than the day asked about."""
    last = body.last_listed
    if (
        last is None
        or body.closed is not None
        or body.status_on(day) is not Status.OPEN
        or (day - last).days <= STALE_AFTER_DAYS
    ):
        return ()
    return (f"The last list that names {body.id} tells of nothing after {written(last)}; it may have changed since.",)


def body_json(body: Body, day: date) -> dict[str, Any]:
    """A body as plain JSON."""

    def days(period: Period) -> dict[str, str | None]:
        first, last = period.first, period.last
        return {"from": first.isoformat() if first else None, "to": last.isoformat() if last else None}

    status, kind = body.status_on(day), body.kind_on(day)
    return {
        "code": body.id,
        "name": body.name_on(day),
        "kind": (kind or body.kind).value,
        "status": status.value if status else "not_yet_open",
        "versions": [{"name": v.name, "status": v.status.value, **days(v.period)} for v in body.versions],
        "roles": [{"kind": role.kind.value, **days(role.period)} for role in body.roles],
        "codes": [{"code": c.value, "scheme": c.scheme, "vintage": c.vintage, **days(c.period)} for c in body.codes],
        "last_listed": body.last_listed.isoformat() if body.last_listed else None,
    }


def descent_json(descent: Descent, other: Body) -> dict[str, Any]:
    """A descent as plain JSON, the share exact and as a decimal."""
    return {
        "code": other.id,
        "name": other.name,
        "share": float(descent.share) if descent.share is not None else None,
        "share_exact": str(descent.share) if descent.share is not None else None,
        "ways": [
            [
                {
                    "from": row.predecessor,
                    "to": row.successor,
                    "day": row.day.isoformat(),
                    "shares": {share.basis: float(share.value) for share in row.shares},
                }
                for row in path
            ]
            for path in descent.paths
        ],
    }
