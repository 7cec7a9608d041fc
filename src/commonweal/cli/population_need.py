"""``commonweal population need``: need beside cost by practice, and a budget by place and by measure in one table."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, check_outputs, print_json, print_table
from commonweal.cli.share_files import add_share_files, history_pence, part_of_the_whole, unmet_need

if TYPE_CHECKING:
    from commonweal.population.features.need_and_cost import NeedAndCost
    from commonweal.population.resources import PlaceShares


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--features", required=True, type=Path, metavar="DIR", help="what `population features` wrote")
    parser.add_argument(
        "--activity", required=True, type=Path, metavar="FILE", help="sealed activity of the same import"
    )
    parser.add_argument("--prices-of", metavar="YEAR", help="financial year of the prices, by default that of the day")
    parser.add_argument(
        "--csv", type=Path, metavar="OUT", help="write the index for `commonweal allocations split --indicators`"
    )
    parser.add_argument(
        "--amount", metavar="POUNDS", help="a budget, such as 2.5m: shared by heads, history, cost, need and unmet need"
    )
    parser.add_argument(
        "--members", type=Path, metavar="FILE", help="with --amount: a practice and a place on each row, for places"
    )
    parser.add_argument(
        "--by", choices=("place", "pcn", "sub-icb"), default="place", help="which column of --members (place)"
    )
    add_share_files(parser, beside="--amount", area="practice")
    parser.add_argument("--shares-csv", type=Path, metavar="OUT", help="with --amount: write the shares as CSV")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print need and cost as they may be shown, and the shares of a budget where one is given."""
    from commonweal.population.disclosure_control import BESIDE_OTHERS
    from commonweal.population.features.need_and_cost import need_and_cost

    budget = _budget(options)
    check_outputs(options)
    found = need_and_cost(options.features, options.activity, prices_of=options.prices_of)
    shares = _shares(budget, found, options) if budget is not None else None
    table = found.shown()
    if options.csv:
        found.need.write_csv(options.csv)
    if shares and options.shares_csv:
        shares.write_csv(options.shares_csv)
    if options.json:
        told: dict[str, Any] = {
            "practices": table.rows(), "note": table.note, "beside_others": BESIDE_OTHERS,
            "about": " ".join(found.sentences()), "need": found.need.sentence, "prices_of": found.prices_of,
            "prices_are_forecast": found.forecast,
        }  # fmt: skip
        if shares:
            told["shares"] = {"places": shares.rows(), "about": shares.sentences(), "not_given": shares.not_given}
        print_json(told)
        return 0
    print(f"Care of {found.first} (not included) to {found.last}, in the prices of {found.prices_of}.")
    print(f"{'practice':10} {'people':>9} {'need index':>11} {'£ a head':>9} {'resource to need':>17}")
    for row in table.rows():
        cells = [
            "not shown" if row[name] is None else format(row[name], form)
            for name, form in (
                ("people", ","), ("need_index", ".3f"), ("pounds_a_head", ",.0f"), ("resource_to_need", ".2f")
            )
        ]  # fmt: skip
        print(f"{row['practice']:10} {cells[0]:>9} {cells[1]:>11} {cells[2]:>9} {cells[3]:>17}")
    for sentence in found.sentences():
        print(sentence)
    if found.forecast:
        print("The price index of a year that was used is a forecast.")
    print(f"{table.note}\n{BESIDE_OTHERS}")
    if shares:
        _print_shares(shares, options.amount)
    return 0


def _budget(options: argparse.Namespace) -> int | None:
    """The budget in pence; everything that is wrong with the options at once."""
    from commonweal.money import pounds
    from commonweal.problems import BadInput, Problems

    problems = Problems()
    if not options.amount:
        for name in ("members", "history", "unmet", "shares_csv"):
            if getattr(options, name):
                problems.add(
                    f"--{name.replace('_', '-')} is for the shares of a budget", do="name the budget with --amount"
                )
        problems.raise_if_any()
        return None
    budget = 0
    try:
        budget = pounds(options.amount)
    except BadInput as bad:
        problems.extend(bad.problems)
    if options.unmet:
        try:
            part_of_the_whole(options.unmet[2])
        except BadInput as bad:
            problems.extend(bad.problems)
    problems.raise_if_any()
    return budget


def _shares(budget: int, found: NeedAndCost, options: argparse.Namespace) -> PlaceShares:
    from commonweal.population.resources import place_shares

    place_of = None
    if options.members:
        from commonweal.allocations.membership_files import read_members

        current = read_members(options.members, kind=options.by).on(found.last)
        place_of = {code: places[0] for code, places in current.items() if len(places) == 1}
    history = None
    if options.history:
        history = history_pence(options.history)
    unmet = None
    if options.unmet:
        file, name, part = options.unmet
        unmet = found.need.with_unmet_need(
            unmet_need(file, name),
            part_of_the_whole(part),
            among=place_of,
            named=f"{name} in the file {Path(file).name}",
        )
    unit = {"place": "place", "pcn": "network", "sub-icb": "sub-ICB"}[options.by] if options.members else "practice"
    return place_shares(
        budget, found.need, found.pence, place_of=place_of, history_pence=history, unmet=unmet, unit=unit,
        history_named=f"the file {Path(options.history).name}" if options.history else "",
    )  # fmt: skip


def _print_shares(shares: PlaceShares, amount: str) -> None:
    print(f"\n£{amount} by each measure, in pounds")
    rows = [
        {
            name: f"{value:,.0f}" if name in shares.shares.pence else "not told" if value is None else value
            for name, value in row.items()
        }
        for row in shares.rows()
    ]
    print_table(rows, tuple(rows[0]))
    for sentence in shares.sentences():
        print(sentence)
