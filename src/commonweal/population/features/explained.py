"""What the engine would be asked for a table of features, without asking it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from commonweal.engines import Plan
from commonweal.population.features.carried_values import asked_for, carried_values, values_of
from commonweal.population.features.combinations import GROUPS, PEOPLE, columns_of, require_column_names
from commonweal.population.features.person_features import FeatureRequest, codelist_of
from commonweal.population.features.plans import EVENTS, ConditionsAsked, feature_plans
from commonweal.population.people import check_sealed
from commonweal.population.people.on_list import DAYS, OnList, on_list
from commonweal.population.runs.definition import AS_OF
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True)
class Explained:
    """The plans of a table of features.

    Args:
        on: The day.
        listed: Who is on the list on it, out of the table ``sealed_persons``.
        plans: By the name under which their rows are kept or given.
        worked_out: Columns that are worked out outside the engine, once for each combination.
    """

    on: date
    listed: Plan
    plans: Mapping[str, Plan]
    worked_out: tuple[str, ...]


def explained(request: FeatureRequest, *, named: bool = True) -> Explained:
    """The plans, from what the files say of themselves; no row of them is read.

    Args:
        request: Of whom, and what.
        named: Whether the files are there; else they are taken to have the columns that the contract knows.

    Raises:
        BadInput: As `person_features` for the same request; and segments that rest on values of a table of persons,
            where none is named.
    """
    require_column_names([score.provenance.name for score in request.scores])
    carried: dict[str, str] = {}
    if named:
        paths = {"persons": request.persons} | ({"events": request.events} if request.events else {})
        seal = check_sealed(paths, whole=request.verify)["persons"]
        on = request.on or seal.as_of or AS_OF
        listed, persons = on_list(request.persons, on), columns_of(request.persons)
        events = columns_of(request.events) if request.events else None
        codelist, carried = codelist_of(request, seal), carried_values(request.persons)
    else:
        on = request.on or AS_OF
        persons, events = (*PEOPLE, *GROUPS), EVENTS
        listed = OnList(request.persons, on, (*persons, *DAYS))
        if request.codelist is None:
            raise BadInput(Problem("no codelist is named", do="name one with --codelist"))
        codelist = request.codelist
    asked_for(request.rule_set, request.scores, carried, refuse=request.every_condition)
    asked = ConditionsAsked(codelist, on, request.rules, request.ages, request.system)
    scores = [score.provenance.name for score in request.scores]
    worked_out = ("conditions", *scores, *(["segment"] if request.rule_set else []))
    plans = feature_plans(asked, persons, events, worked_out, values_of(request.rule_set, carried))
    return Explained(on, listed.plan(), plans, worked_out)
