"""A stream's published allocations of one year, whether from a workbook or from the bundled tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.stream_year import StreamYear
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, eq=False, kw_only=True)
class PublishedTable:
    """One stream's allocations of one year as printed, organisation by organisation. Money in £k, rates as fractions.

    Args:
        stream, year: What it is.
        version: The version that the sheet names, such as ``v1.4``; empty where it names none.
        codes, names, regions: The n organisations.
        figures: (n,) by meaning, those that are printed: baseline_k, opening_target_k, opening_distance, base_growth,
            convergence, allocation_k, allocation_per_head, closing_distance, total_k, physical_health_k.
        headers: The header that each figure stands under.
        ledger: (n,) the lines that build the baseline and sum to it, by header, in the order of the sheet.
        additions: (n,) what is added to the recurrent allocation after convergence and makes the total, by header.
        sheet: The sheet of the allocations.
        file, sha256: The file, and the hash of its bytes where it is one of the user's.
        notes: What a reader should know.
    """

    stream: str
    year: str
    version: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    regions: tuple[str, ...]
    figures: Mapping[str, FloatArray]
    headers: Mapping[str, str]
    ledger: Mapping[str, FloatArray] = field(default_factory=dict)
    additions: Mapping[str, FloatArray] = field(default_factory=dict)
    sheet: str
    file: str
    sha256: str
    notes: tuple[str, ...] = ()

    def figure(self, name: str) -> FloatArray:
        """A figure by its meaning.

        Raises:
            BadInput: It is not printed.
        """
        if name in self.figures:
            return self.figures[name]
        words = name.removesuffix("_k").replace("_", " ")
        raise BadInput(
            Problem(f"the {words} of {self.stream} {self.year} is not printed", file=self.file, sheet=self.sheet)
        )

    @property
    def implied_target_k(self) -> FloatArray | None:
        """(n,) closing targets behind the printed closing distances, £k; None where no distance is printed.

        Closing targets themselves are never printed: they are the allocation over one plus the distance.
        """
        if "closing_distance" not in self.figures:
            return None
        target: FloatArray = self.figure("allocation_k") / (1.0 + self.figures["closing_distance"])
        return target

    def stream_year(
        self,
        *,
        closing_target_k: FloatArray | None = None,
        population: FloatArray | None = None,
        opening_population: FloatArray | None = None,
    ) -> StreamYear:
        """The figures that the engine works from.

        Args:
            closing_target_k: (n,) targets worked from weighted populations, £k; by default those behind the printed
                closing distances, which makes the target an input and not a result.
            population: (n,) people of this year, where known.
            opening_population: (n,) people of the year before, where known.

        Raises:
            BadInput: There is no baseline, or a figure cannot be used.
        """
        physical = self.figures.get("physical_health_k")
        baseline = self.figure("baseline_k")
        return StreamYear(
            stream=self.stream,
            year=self.year,
            codes=self.codes,
            baseline_k=baseline,
            opening_target_k=self.figures.get("opening_target_k"),
            closing_target_k=self.implied_target_k if closing_target_k is None else closing_target_k,
            published_growth=self.figures.get("base_growth"),
            scope_share=None if physical is None else physical / baseline,
            regions=self.regions if all(self.regions) else None,
            population=population,
            opening_population=opening_population,
        )
