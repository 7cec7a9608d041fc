"""A body and all that stands below it on one day, as a tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from commonweal.organisations.bodies import Body
from commonweal.organisations.kinds import Kind, depth

if TYPE_CHECKING:
    from commonweal.organisations.register import Register


@dataclass(frozen=True, slots=True)
class Node:
    """A body in a tree, and the bodies below it."""

    body: Body
    kind: Kind
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def count(self, kind: Kind | str) -> int:
        """How many bodies of a kind stand in the tree."""
        return sum(node.kind == kind for node in self.walk())

    def to_json(self, on: date) -> dict[str, Any]:
        """The tree as plain JSON."""
        return {
            "code": self.body.id,
            "name": self.body.name_on(on),
            "kind": self.kind.value,
            "children": [child.to_json(on) for child in self.children],
        }


def plant(register: Register, root: Body, on: date) -> Node:
    """The tree below a body on a day.

    A practice stands in a network, in a sub-ICB location and so in a board: it is shown once, below the lowest of its
    parents that the tree holds.
    """
    inside, finder = {root.id: root}, {root.id: ""}
    edge = [root]
    while edge:
        following = []
        for body in edge:
            for child in register.children(body, on):
                if child.id not in inside:
                    inside[child.id], finder[child.id] = child, body.id
                    following.append(child)
        edge = following
    parent = {
        id: next(p.id for p in register.parents(body, on) if p.id in inside and p.id != id)
        for id, body in inside.items()
        if id != root.id
    }
    for id in inside:  # those that were found first come first
        if not _reaches(id, root.id, parent):
            # Bodies that stand in each other in a circle: the checks report it, and the tree still shows all of them.
            parent[id] = finder[id]
    below: dict[str, list[Body]] = {}
    for id, above in parent.items():
        below.setdefault(above, []).append(inside[id])

    def node(body: Body) -> Node:
        kind = body.kind_on(on) or body.kind
        held = sorted(below.get(body.id, ()), key=lambda b: (depth(b.kind_on(on) or b.kind), b.id))
        return Node(body, kind, tuple(node(child) for child in held))

    return node(root)


def _reaches(id: str, root: str, parent: Mapping[str, str]) -> bool:
    seen = set()
    while id != root:
        if id in seen:
            return False
        seen.add(id)
        id = parent[id]
    return True


def draw(node: Node, on: date, *, leaves: bool = True) -> str:
    """The tree in plain text, one body to a line.

    Args:
        node: The top of the tree.
        on: The day whose names are shown.
        leaves: Whether bodies with nothing below them are written out, or only counted.

    Example:
        >>> from commonweal.organisations.bodies import Role, Version
        >>> named = (("QOP", "NHS Greater Manchester ICB"), ("00T", "Bolton"))
        >>> top, low = (Body(id, (Version(name),), ()) for id, name in named)
        >>> print(draw(Node(top, Kind.ICB, (Node(low, Kind.SUB_ICB),)), date(2026, 4, 1)))
        QOP NHS Greater Manchester ICB
        └── 00T Bolton
    """
    return "\n".join(_lines(node, on, "", "", leaves))


def _lines(node: Node, on: date, stem: str, indent: str, leaves: bool) -> Iterator[str]:
    yield f"{stem}{node.body.id} {node.body.name_on(on)}"
    shown = list(node.children)
    counted: dict[Kind, int] = {}
    if not leaves:
        shown = [child for child in node.children if child.children or depth(child.kind) < depth(Kind.PCN)]
        for child in node.children:
            if child not in shown:
                counted[child.kind] = counted.get(child.kind, 0) + 1
    rows: list[tuple[Node | None, str]] = [(child, "") for child in shown]
    rows += [(None, f"{number} {kind.plural if number != 1 else kind.words}") for kind, number in counted.items()]
    for place, (below, words) in enumerate(rows):
        last = place == len(rows) - 1
        branch, deeper = ("└── ", "    ") if last else ("├── ", "│   ")
        if below is None:
            yield indent + branch + words
        else:
            yield from _lines(below, on, indent + branch, indent + deeper, leaves)
