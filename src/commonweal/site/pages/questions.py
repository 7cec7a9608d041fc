"""The five questions that the people who run an integrated care system keep asking."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class FiveQuestion:
    """One of the five: the question, what a reply holds, who asks, and the pages that reply once they are built.

    Args:
        text: The question.
        reply: What a reply holds.
        who: Who asks.
        page: The name of the first page's address; empty while it is not built.
        further: Words and name of each further page.
    """

    text: str
    reply: str
    who: str
    page: str = ""
    further: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """The page's address; empty while it is not built."""
        return _address(self.page)

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Words and address of each further page that is built."""
        found = ((words, _address(page)) for words, page in self.further)
        return [(words, address) for words, address in found if address]


def _address(page: str) -> str:
    try:
        return reverse(page) if page else ""
    except NoReverseMatch:
        return ""


FIVE_QUESTIONS = (
    FiveQuestion(
        "May we decide this?",
        "Here, now, for this amount, with these people in the room: constitution, delegation, quorum and interests.",
        "Company secretaries, board chairs, place directors, the public",
        page="governance:index",
        further=(("The rules on governance", "governance:rules"),),
    ),
    FiveQuestion(
        "Where did this pound come from, and where did it go?",
        "Each system's allocation, from the people it serves to the pound: target, distance from target, growth, and "
        "the share of each place.",
        "System finance directors, place and PCN leads, general practice, the public",
        page="allocations:england",
        further=(
            ("Fair shares of places", "allocations:places"),
            ("What another rule would do", "allocations:scenario"),
            ("What new practice figures would move", "allocations:difference"),
        ),
    ),
    FiveQuestion(
        "Which way must we choose a provider?",
        "The route that the law asks for, and whether what was published is right.",
        "Commissioning and contract leads",
    ),
    FiveQuestion(
        "Who lives here, what do they need, and is it fair?",
        "People, conditions and outcomes for every place, beside what it receives.",
        "Population-health leads, GP and PCN leads, directors of public health",
        page="population:index",
        further=(("A system's own people", "population:own_people"),),
    ),
    FiveQuestion(
        "Are we doing what the law, the plan and the regulator ask, and is it working?",
        "Duties and their dates, the plan's promises, and measures that show whether they are kept.",
        "Chief executives, NHS England's regions",
    ),
)
