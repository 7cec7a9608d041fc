"""Whether conditions and segments of real people are told by drafts, and what is said of that wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.population.aggregates import Manifest

AGREED = ("published", "local")
"""What a codelist or rule set may be without a caution; anything else, or nothing said, is no sign of being agreed."""
_PARTS = (
    ("codelist", "Conditions", "a draft list of codes", "a list of codes that may be a draft"),
    ("segmentation", "Segments", "draft rules", "rules that may be a draft"),
)


@dataclass(frozen=True)
class Draft:
    """A codelist or rule set that is not agreed for real people.

    Args:
        of: What it tells, such as ``Conditions``.
        kind: What it is, in words.
        title: Its name; empty where the tables do not say.
        version: Its version; empty where the tables do not say.
        source: Whose it is; empty where the tables do not say.
        note: What its makers say of it.
    """

    of: str
    kind: str
    title: str = ""
    version: str = ""
    source: str = ""
    note: str = ""


def drafts(manifest: Manifest) -> list[Draft]:
    """The drafts by which conditions and segments are told; none where the people are made up, which is told already.

    Args:
        manifest: What the aggregates are.
    """
    if manifest.fictional:
        return []
    found = []
    for key, of, draft, unknown in _PARTS:
        said = manifest.versions.get(key)
        said = said if isinstance(said, dict) else {}
        status = said.get("status")
        if status in AGREED:
            continue
        words = draft if status == "draft" else unknown
        title = str(said.get("title") or said.get("name") or "")
        found.append(Draft(of, words, title, *(str(said.get(name, "")) for name in ("version", "source", "note"))))
    return found


def caution(manifest: Manifest) -> str:
    """What the drafts are, and that no decision may rest on them, in two sentences; empty where there are none.

    Args:
        manifest: What the aggregates are.
    """
    found = drafts(manifest)
    if not found:
        return ""
    told = [f"{one.kind}{f' (“{one.title}”)' if one.title else ''}" for one in found]
    first = f"{found[0].of} are told here by {told[0]}"
    if len(found) > 1:
        first += f" and {found[1].of.lower()} by {told[1]}"
    return f"{first}. Take no decision by these figures until clinicians have agreed what they are told by."
