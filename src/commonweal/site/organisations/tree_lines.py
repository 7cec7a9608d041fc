"""The tree below a body as nested lines of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.organisations.kinds import Kind
from commonweal.organisations.trees import Node
from commonweal.site.organisations.addresses import address

MOST_LEAVES = 700
"""A tree with more bodies than this counts its practices instead of naming them."""


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A body in the tree as the page shows it, with those below it.

    Args:
        text, address: Words and page of the body.
        kind: What it is, in words.
        below: How many bodies stand anywhere below it.
        children: The lines below.
        counted: What stands below and is counted instead of named.
    """

    text: str
    address: str
    kind: str
    below: int
    children: Sequence[TreeLine]
    counted: Sequence[str] = ()


def tree_lines(node: Node, on: date, *, name_all: bool) -> TreeLine:
    """The tree as nested lines.

    Args:
        node: The top.
        on: The day whose names are shown.
        name_all: Whether practices are named one by one, or counted.
    """
    named = [child for child in node.children if name_all or child.children or child.kind is not Kind.PRACTICE]
    left = len(node.children) - len(named)
    return TreeLine(
        text=f"{node.body.name_on(on)} ({node.body.id})",
        address=address(node.body.id, on),
        kind=node.kind.words,
        below=sum(1 for _ in node.walk()) - 1,
        children=[tree_lines(child, on, name_all=name_all) for child in named],
        counted=[f"{left:,} {Kind.PRACTICE.plural if left != 1 else Kind.PRACTICE.words}"] if left else (),
    )
