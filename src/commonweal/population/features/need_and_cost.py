"""Need beside cost by practice: from a table of features and sealed activity, in the prices of one year."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from commonweal.answers.counted import how_many
from commonweal.calendars import FinancialYear
from commonweal.plain_files import require_plain_file
from commonweal.population.codelists.look_back import months_before
from commonweal.population.disclosure_control import ShownTable
from commonweal.population.features.person_features import FILE
from commonweal.population.people import check_sealed
from commonweal.population.resources import LocalNeed, local_need, person_costs, price_index
from commonweal.population.resources.few_together import FewTogether
from commonweal.population.statistics.estimates import IntArray
from commonweal.problems import BadInput, Problem

MONTHS = 12
YEARS_A_BAND, LAST_BAND = 5, 18
FROM_ROUNDED = (
    "Figures a head are of rounded people and weighted people, and of pounds that are cut to three figures or rounded "
    "to the cost of as many people: rough where a practice is small."
)
FEW_HAVE_NONE = (
    "A practice of few people has no figures of its own, nor has the next larger one: they stand together wherever a "
    "budget is shared."
)


@dataclass(frozen=True, eq=False)
class NeedAndCost:
    """Need and cost of a year by practice.

    Args:
        need: Weighted people by practice, built from recorded use.
        pence: What the care of each practice's people cost, in the order of ``need.practices``.
        first: First day whose activity counts.
        last: Last day.
        prices_of: Financial year of the prices.
        forecast: Whether the index of a year that was used is a forecast.
    """

    need: LocalNeed
    pence: IntArray
    first: date
    last: date
    prices_of: str
    forecast: bool

    def sentences(self) -> tuple[str, ...]:
        """What is to be printed under the table, beside its note."""
        together = (FEW_HAVE_NONE,) if FewTogether.of(self.need.people).joined else ()
        return (FROM_ROUNDED, *together, self.need.sentence)

    def shown(self) -> ShownTable:
        """By practice, as it may be shown.

        Practices of few people, and the next larger one that stands together with them, have no figures of their own:
        beside the shares of a budget, which have them in one row, the figures of one would tell those of the other.
        """
        told = FewTogether.of(self.need.people)
        pounds, weighted = told.pounds(self.pence), told.weighted(self.need.weighted)
        due = weighted * (told.all_pounds(self.pence) / max(told.everybody, 1))
        ratio = np.divide(pounds, due, out=np.full(len(pounds), np.nan), where=due > 0)
        return told.shown(
            "practice", self.need.practices, need_index=told.need_a_head(self.need.weighted).round(3),
            pounds_a_head=told.pounds_a_head(self.pence), resource_to_need=ratio.round(2),
        )  # fmt: skip


def need_and_cost(features: Path, activity: Path, *, prices_of: str | None = None) -> NeedAndCost:
    """Work out need and cost of the twelve months up to the day of the features.

    Args:
        features: Folder that `person_features` wrote, with segments.
        activity: Sealed activity of the same import.
        prices_of: Financial year of the prices; by default that of the day.

    Raises:
        BadInput: Features without segments, activity of another import or without costs, years without an index.
    """
    require_plain_file(features / "features.json", what="record of features")
    facts = json.loads((features / "features.json").read_text("utf-8"))
    if not facts.get("segment_names"):
        raise BadInput(
            Problem("these features have no segments", file=str(features), do="work them out with --segments")
        )
    if check_sealed({"activity": activity})["activity"].batch != facts["batch"]:
        raise BadInput(
            Problem("activity and features are not of one import", file=activity.name, do="use files of one import")
        )
    last = date.fromisoformat(facts["on"])
    first = months_before(last, MONTHS)
    year = prices_of or str(FinancialYear.containing(last))
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        people = connection.execute(
            "select person_id, practice, segment, age from read_parquet(?) order by person_id", [str(features / FILE)]
        ).fetchnumpy()
        try:
            used = connection.execute(
                "select person_id, year(date) - case when month(date) < 4 then 1 else 0 end as began, "
                "sum(cost_pence) as pence, count(*) - count(cost_pence) as without_cost from read_parquet(?) "
                "where date > cast(? as date) and date <= cast(? as date) group by all",
                [str(activity), first, last],
            ).fetchnumpy()
        except duckdb.BinderException as error:
            raise BadInput(
                Problem("this activity has no costs", file=activity.name, do="import it with a column Cost")
            ) from error
    # Activity of whoever died, left or had not joined by the day is of nobody on the list.
    listed = np.isin(used["person_id"], people["person_id"])
    used = {name: values[listed] for name, values in used.items()}
    if missing := int(used["without_cost"].sum()):
        raise BadInput(
            Problem(
                f"{how_many(missing, 'entry', 'entries')} of activity without a cost", file=activity.name,
                do="give each one a cost in the file that was imported, whose rows `import` tells, and import it anew",
            )
        )  # fmt: skip
    if not len(used["person_id"]):
        raise BadInput(
            Problem("there is no activity in the twelve months up to the day of the features", file=activity.name)
        )
    years = [f"{began}/{(began + 1) % 100:02d}" for began in used["began"].tolist()]
    costs = person_costs(
        used["person_id"], np.asarray(used["pence"], dtype=np.float64), years, people["person_id"], prices_of=year
    )
    order = {name: number for number, name in enumerate(facts["segment_names"])}
    names, where = np.unique(people["segment"].astype(str), return_inverse=True)
    segment = np.array([order.get(str(name), -1) for name in names])[where]
    band = np.minimum(np.asarray(people["age"], dtype=np.int64) // YEARS_A_BAND, LAST_BAND)
    practice = people["practice"].astype(str)
    need = local_need(practice.tolist(), segment, band, costs.pence)
    spent = np.bincount(np.unique(practice, return_inverse=True)[1], weights=costs.pence)
    forecast = bool(price_index().forecast & {year, *years})
    return NeedAndCost(need, np.rint(spent).astype(np.int64), first, last, year, forecast)
