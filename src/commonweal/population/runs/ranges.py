"""Which people are worked on together: all at once, or a range of identifiers after another where they are many."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.population.runs.inputs import RunInputs
from commonweal.population.runs.plans import PersonRange

PEOPLE_AT_ONCE = (1 << 23) - 2
"""Past so many the work goes range by range, which bounds the memory and lets a stopped run go on where it was."""
BYTES_BY_ADDRESS = 17
MOST_BITS = 27


@dataclass(frozen=True)
class WorkRange:
    """A range of people and how they are grouped.

    Args:
        within: Bounds of the identifiers.
        address_bits: Bits of their span where identifiers are close enough together to be addressed; else nought.
    """

    within: PersonRange
    address_bits: int


def work_ranges(
    inputs: RunInputs, threads: int, memory: int | None, at_once: int = PEOPLE_AT_ONCE
) -> tuple[WorkRange, ...]:
    """Ranges that cover everybody.

    Identifiers that are spread thin, such as pseudonyms, and rows in no order, are taken in one range by hashing; the
    engine then spills where memory is short.
    """
    span = inputs.last - inputs.first + 1
    dense = span <= 4 * inputs.people
    if not inputs.clustered or not dense:
        return (WorkRange(PersonRange(), _address_bits(span, threads, memory) if dense else 0),)
    if memory is not None:
        at_once = min(at_once, max(1, memory // (4 * threads * BYTES_BY_ADDRESS)))
    parts = -(-span // at_once)
    step = -(-span // parts)
    bits = _address_bits(step, threads, memory)
    if parts == 1:
        return (WorkRange(PersonRange(), bits),)
    starts = range(inputs.first, inputs.last + 1, step)
    return tuple(WorkRange(PersonRange(start, start + step), bits) for start in starts)


def _address_bits(span: int, threads: int, memory: int | None) -> int:
    bits = (span + 2).bit_length()
    needed = (1 << bits) * BYTES_BY_ADDRESS * threads
    return 0 if bits > MOST_BITS or (memory is not None and needed > memory // 2) else bits
