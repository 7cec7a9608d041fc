"""How far odd points are pulled in, and how few practices are not compared: from the room's rule pack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_PREFIX = "population."


@dataclass(frozen=True, slots=True)
class ComparisonRules:
    """The rules of funnels and of fifths by deprivation.

    Args:
        pulled_in_share: Share of the scores at each end that are set to the nearest score within.
        least_for_dispersion: Fewest points from which over-dispersion is measured.
        least_practices: Fewest practices that a funnel is drawn of.
        least_for_gradient: Fewest practices that are parted into fifths.
        words: Each rule with its value, its status and its source, for people, by the name of the field.
    """

    pulled_in_share: float
    least_for_dispersion: int
    least_practices: int
    least_for_gradient: int
    words: dict[str, str]

    @property
    def pulled_in(self) -> tuple[float, float]:
        """The two quantiles beyond which scores are pulled in.

        Example:
            >>> comparison_rules().pulled_in
            (0.1, 0.9)
        """
        return self.pulled_in_share, 1 - self.pulled_in_share


_FIELDS = {
    "pulled_in_share": "funnel_pulled_in_share",
    "least_for_dispersion": "funnel_least_for_dispersion",
    "least_practices": "funnel_least_practices",
    "least_for_gradient": "gradient_least_practices",
}
_STATUS = {"in_force": "in use", "draft": "a choice of this project, draft"}


@lru_cache(maxsize=1)
def comparison_rules() -> ComparisonRules:
    """The rules as they stand in the pack ``population.funnels``.

    Source:
        Spiegelhalter and others, Journal of the Royal Statistical Society A 175 (2012), 1-47, for the share that is
        pulled in; the fewest practices are choices of this project.

    Example:
        >>> comparison_rules().least_for_gradient
        10
        >>> comparison_rules().words["least_practices"]
        'Fewest practices that a funnel is drawn of: 2 (a choice of this project, draft)'
    """
    # The rules are strict YAML behind a schema: loaded only where somebody asks, so that commands start quickly.
    from commonweal.law import read_pack
    from commonweal.lined_yaml import LinedYaml

    file = files("commonweal.population").joinpath("packs", "funnels.yaml")
    pack = read_pack(LinedYaml.parse(file.read_text("utf-8"), file=file.name))
    held = {entry.id.removeprefix(_PREFIX): entry for entry in pack.entries}
    values, words = {}, {}
    for field, id in _FIELDS.items():
        entry = held[id]
        dated = entry.values[-1]
        values[field] = dated.value
        shown = f"{dated.value:.0%}" if entry.unit == "fraction" else f"{dated.value}"
        status = _STATUS.get(str(dated.status), str(dated.status))
        source = pack.sources[dated.source]
        who = "" if dated.source == "commonweal" else f"; {source.publisher}"
        words[field] = f"{entry.title}: {shown} ({status}{who})"
    return ComparisonRules(
        pulled_in_share=float(values["pulled_in_share"]),
        least_for_dispersion=int(values["least_for_dispersion"]),
        least_practices=int(values["least_practices"]),
        least_for_gradient=int(values["least_for_gradient"]),
        words=words,
    )
