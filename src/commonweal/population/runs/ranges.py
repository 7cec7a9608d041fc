"""Which people are worked on together: stages that are kept until the run ends, and the parts of each stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from commonweal.population.runs.inputs import RunInputs
from commonweal.population.runs.plans import PersonRange

PEOPLE_AT_ONCE = 1 << 24
"""Past so many the work goes stage by stage, so that a stopped run goes on where it was."""
PEOPLE_TOGETHER = (1 << 23) - 2
"""So many at most are held as a table, where people are not counted part by part."""
PEOPLE_A_PART = (1 << 20) - 2
"""People that one thread groups and counts at a time, by the address that their identifier is."""
PEOPLE_A_PART_SPREAD = (1 << 19) - 2
"""The same where identifiers are spread, so that they are looked up in a table, which has to stay near too."""
BYTES_BY_ADDRESS = 17
BYTES_A_PERSON = 80
"""What a part takes for each of its people, to group and to count them."""
BYTES_FETCHED = 16
"""What a person takes who is brought from the engine to be counted: once as found, once as an array."""
MOST_BITS = 27


@dataclass(frozen=True)
class WorkRange:
    """A range of people and how they are grouped.

    Args:
        within: Bounds of the identifiers.
        address_bits: Bits of their span where identifiers are close enough together to be addressed; else nought.
        parts: The ranges that it falls into, where its people are counted part by part.
    """

    within: PersonRange
    address_bits: int
    parts: tuple[WorkRange, ...] = ()


def work_ranges(
    inputs: RunInputs, threads: int, memory: int | None, at_once: int = PEOPLE_AT_ONCE, *, by_parts: bool = True
) -> tuple[WorkRange, ...]:
    """Ranges that cover everybody.

    Where the rows of both tables lie in the order of people, each range falls into parts that are small enough to be
    counted near the processor. Where only those of events do, ranges are cut where identifiers are close together;
    rows in no order, and identifiers spread thin, are taken in one range, and the engine spills where memory is short;
    as one part, if so many people may be brought from the engine.

    Args:
        inputs: The tables.
        threads: How many work.
        memory: Bytes that may be taken.
        at_once: How many people a range has at most.
        by_parts: Whether people may be counted part by part.
    """
    dense = inputs.last - inputs.first + 1 <= 4 * inputs.people
    if not inputs.clustered or not (dense or (by_parts and inputs.groups)):
        bits = _address_bits(inputs.last - inputs.first + 1, threads, memory) if dense else 0
        most = PEOPLE_AT_ONCE if memory is None else min(PEOPLE_AT_ONCE, memory // (4 * BYTES_FETCHED))
        one_part = (WorkRange(PersonRange(), bits),) if by_parts and inputs.people <= most else ()
        return (WorkRange(PersonRange(), bits, one_part),)
    parts = by_parts and bool(inputs.groups)
    if not parts:
        at_once = min(at_once, PEOPLE_TOGETHER)
        if memory is not None:
            at_once = min(at_once, max(1, memory // (4 * threads * BYTES_BY_ADDRESS)))
    cuts = _even_cuts(inputs.first, inputs.last + 1, at_once) if dense else _cuts_at_groups(inputs, at_once)
    found = []
    for first, end in pairwise(cuts):
        bits = _address_bits(end - first, threads, memory) if dense else 0
        whole = len(cuts) == 2 and not parts
        within = PersonRange() if whole else PersonRange(first, end)
        found.append(WorkRange(within, bits, _parts(inputs, first, end, threads, memory, dense=dense) if parts else ()))
    return tuple(found)


def _parts(
    inputs: RunInputs, first: int, end: int, threads: int, memory: int | None, *, dense: bool
) -> tuple[WorkRange, ...]:
    """The parts of a range: as many as every thread can take the same number of."""
    most = PEOPLE_A_PART if dense else PEOPLE_A_PART_SPREAD
    if memory is not None:
        most = min(most, max(1, memory // (4 * threads * BYTES_A_PERSON)))
    if not dense:
        within = [low for low, _ in inputs.groups if first < low < end]
        people = [rows for low, rows in inputs.groups if first <= low < end]
        cuts = [first, *_cut_evenly(within, people, most), end]
        return tuple(WorkRange(PersonRange(low, high), 0) for low, high in pairwise(cuts))
    rounds = -(-(end - first) // (most * threads))
    cuts = _even_cuts(first, end, -(-(end - first) // (rounds * threads)))
    return tuple(
        WorkRange(PersonRange(low, high), _address_bits(high - low, threads, memory)) for low, high in pairwise(cuts)
    )


def _even_cuts(first: int, end: int, most: int) -> list[int]:
    """Bounds of ranges of one size, at most so large."""
    number = -(-(end - first) // most)
    step = -(-(end - first) // number)
    return [*range(first, end, step), end]


def _cuts_at_groups(inputs: RunInputs, most: int) -> list[int]:
    """Bounds of ranges of so many people at most, unless one group of rows has more."""
    lows, rows = [low for low, _ in inputs.groups], [rows for _, rows in inputs.groups]
    return [inputs.first, *_cut_evenly(lows[1:], rows, most), inputs.last + 1]


def _cut_evenly(lows: Sequence[int], people: Sequence[int], most: int) -> list[int]:
    """Those of the bounds between groups at which ranges of so many people at most end."""
    cuts, held = [], people[0] if people else 0
    for low, rows in zip(lows, people[1:], strict=True):
        if held + rows > most:
            cuts.append(low)
            held = 0
        held += rows
    return cuts


def _address_bits(span: int, threads: int, memory: int | None) -> int:
    bits = (span + 2).bit_length()
    needed = (1 << bits) * BYTES_BY_ADDRESS * threads
    return 0 if bits > MOST_BITS or (memory is not None and needed > memory // 2) else bits
