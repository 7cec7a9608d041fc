"""May this body or seat's holder exercise this function? A chain of grants from the decider up to the Act."""

from __future__ import annotations

from datetime import date

from commonweal.answers import Unknown, Verdict, all_of, any_of
from commonweal.governance.chain_search import ChainSearch, Path
from commonweal.governance.chains import Chain, Holder, Step
from commonweal.governance.flaw import Flaw, broken, own, unknown, verdict_of
from commonweal.governance.grant_links import barred
from commonweal.governance.handbook.authority import Grant
from commonweal.governance.handbook.facts import Records
from commonweal.governance.joint_committees import member_gone
from commonweal.governance.routes import acts_as, decides_nothing, kind_words
from commonweal.governance.seat_holders import seat_flaw, seat_on, seat_words
from commonweal.money import show
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem

__all__ = ["Chain", "Holder", "Step", "every_holder", "find_chain", "holders"]


def find_chain(
    records: Records,
    *,
    body: str | None = None,
    seat: str | None = None,
    function: str,
    amount_pence: int | None = None,
    years: int = 1,
    place: str = "",
    on: date,
) -> Chain:
    """The chain of authority from a body, or a seat's holder, to the provision of the Act.

    A chain holds where every link of it does, on the day: the grant is live and not suspended, its route lets such a
    body pass such a function to such a body, the function may pass, the receiver decides, every grant above lets it be
    passed on, no direction bars it, it reaches the place, and all bodies stand. Of several chains the best counts.

    Args:
        records: The handbook.
        body: The body that would decide.
        seat: The seat whose holder would; it counts where both are given.
        function: The function; a grant of a wider one of which it is a part gives it too.
        amount_pence: Pounds in all, in pence; nought where nothing is spent. None is not known, which leaves the
            answer open wherever a limit stands.
        years: Years over which it is spent, for limits by the year.
        place: The place it concerns; blank is not said.
        on: The day.

    Raises:
        BadInput: Nobody is named who would decide, the amount is below nought, or the years below one.

    Example:
        >>> from commonweal.governance.handbook import Body, Function, Grant, Handbook
        >>> day = date(2022, 7, 1)
        >>> records = Records(Handbook.of([
        ...     Body(body="QWM", name="The board", kind="icb"),
        ...     Body(body="FINANCE", name="Finance committee", kind="committee", parent="QWM"),
        ...     Function(function="beds", title="Beds", holder="QWM", provision="NHSA 2006 s.3", delegable=True),
        ...     Grant(grant="G1", function="beds", from_body="QWM", to_body="FINANCE", route="schedule_1b_paragraph_11",
        ...           limit="£2m", decides=True, from_date=day),
        ... ]))
        >>> asked = {"function": "beds", "on": date(2026, 5, 1)}
        >>> find_chain(records, body="FINANCE", amount_pence=2_000_000_00, **asked).verdict
        <Verdict.PASS: 'PASS'>
        >>> find_chain(records, body="FINANCE", amount_pence=2_000_000_01, **asked).cures
        ('Finance committee (FINANCE) may decide up to £2,000,000; above that: The board (QWM).',)
    """
    if not body and not seat:
        raise BadInput(Problem("nobody is named who would decide", do="name a body or a seat"))
    if amount_pence is not None and amount_pence < 0:
        raise BadInput(Problem("an amount to be decided is not below nought", given=str(amount_pence)))
    if years < 1:
        raise BadInput(Problem("money is spent over one year at least", given=str(years), expected="1, 2, 3 ..."))
    search = _search(records, function, years, place, on)
    chain = _chain(search, body or "", seat or "", amount_pence)
    if chain.verdict is not Verdict.FAIL:
        return chain
    others = _cures(search, body or "", seat or "", amount_pence, chain)
    return Chain(chain.verdict, chain.steps, chain.limit_pence, chain.unknowns, others, chain.route, chain.limit_known)


def holders(
    records: Records, *, function: str, amount_pence: int | None = None, years: int = 1, place: str = "", on: date
) -> tuple[Holder, ...]:
    """Who may exercise a function: every body and seat whose chain holds, or of which that is not known.

    Args:
        records: The handbook.
        function: The function.
        amount_pence: Pounds in all, in pence; None asks for all of them, whatever their limits.
        years: Years over which it is spent.
        place: The place it concerns; blank is not said.
        on: The day.

    Returns:
        Those that may first, narrowest limit first, then those of which it cannot be told.

    Example:
        >>> from commonweal.governance.handbook import Body, Function, Handbook
        >>> beds = Function(function="beds", title="Beds", holder="QWM", provision="NHSA 2006 s.3")
        >>> book = Handbook.of([Body(body="QWM", name="The board", kind="icb"), beds])
        >>> [each.body for each in holders(Records(book), function="beds", on=date(2026, 5, 1))]
        ['QWM']
    """
    search = _search(records, function, years, place, on)
    return tuple(each for each in _holders(search, amount_pence) if each.chain.verdict is not Verdict.FAIL)


def every_holder(records: Records, *, function: str, place: str = "", on: date) -> tuple[Holder, ...]:
    """All that have a function in law or by any grant of it, those whose chain is broken too, whatever the amount."""
    return tuple(_holders(_search(records, function, 1, place, on), None, broken_too=True))


def _search(records: Records, function: str, years: int, place: str, on: date) -> ChainSearch:
    """The search for a function; kept, since who else may decide is asked of the same handbook on the same day."""
    return records.kept(
        ("chains", function, years, place, on), lambda: ChainSearch(records, function, years=years, place=place, on=on)
    )


def _holders(search: ChainSearch, amount_pence: int | None, *, broken_too: bool = False) -> list[Holder]:
    found = []
    for body, seat in search.receivers(broken_too=broken_too):
        chain = _chain(search, body, seat, amount_pence, any_amount=amount_pence is None)
        row = seat_on(search.bodies, seat) if seat else None
        found.append(Holder(row.body if row else body, seat, chain.limit_pence, chain))
    return sorted(found, key=lambda each: (each.chain.verdict is not Verdict.PASS, *_width(each.chain)))


def _width(chain: Chain) -> tuple[bool, int]:
    return chain.limit_pence is None, chain.limit_pence or 0


def _chain(search: ChainSearch, body: str, seat: str, amount: int | None, *, any_amount: bool = False) -> Chain:
    own_flaws = _decider_flaws(search, body, seat)
    paths = search.reaching(body, seat)
    if not paths:
        return _none(search, body, seat, own_flaws)

    def judged(path: Path) -> tuple[Verdict, tuple[Flaw, ...]]:
        money = () if any_amount else _money(search, path, body, seat, amount)
        return all_of([path.route, verdict_of([*own_flaws, *money])]), money

    best = any_of(judged(path)[0] for path in paths)
    path = max((path for path in paths if judged(path)[0] is best), key=lambda each: each.worth)
    verdict, money = judged(path)
    steps, unknowns, cures = _told(search, path, body, seat, (*own_flaws, *money))
    route = all_of([path.route, verdict_of(own_flaws)])
    return Chain(verdict, steps, path.limit.pence, unknowns, cures, route, not path.limit.flaws)


def _decider_flaws(search: ChainSearch, body: str, seat: str) -> tuple[Flaw, ...]:
    """Whether the decider stands, may decide at all, and is not barred from this."""
    bodies, found = search.bodies, []
    names = frozenset(row.function for row in search.family)
    if seat:
        row = seat_on(bodies, seat)
        found = [
            seat_flaw(bodies, seat),
            *((bodies.flaw(row.body), *barred(bodies, row.body, names, "bars_exercise")) if row else ()),
        ]
    else:
        found = [bodies.flaw(body), decides_nothing(bodies, body), member_gone(bodies, body)]
        if body not in search.tops:
            found += barred(bodies, body, names, "bars_exercise")
    return tuple(flaw for flaw in found if flaw)


def _money(search: ChainSearch, path: Path, body: str, seat: str, amount: int | None) -> tuple[Flaw, ...]:
    """Whether the amount lies within the least limit of the chain; nought lies within every limit."""
    limit, who = path.limit, _name(search, body, seat)
    if amount == 0 or (limit.pence is None and not limit.flaws):
        return ()
    over = f" over {search.years} years" if search.years > 1 else ""
    source = own("the money limits along the chain", limit.text)
    if amount is None:
        told = f"It is not said how much is to be decided, and {who} may decide up to a limit only."
        why = "a limit stands along the chain; write 0 where nothing is spent"
        return (unknown(told, source, "agenda_items", "amount_pence", "", why, kind="limit"),)
    if limit.pence is not None and amount > limit.pence:
        told = f"{_capital(who)} may decide up to {show(limit.pence)}{over}, and this is {show(amount)}."
        return (broken(told, source, kind="limit"),)
    return limit.flaws


def _none(search: ChainSearch, body: str, seat: str, flaws: tuple[Flaw, ...]) -> Chain:
    """No grant reaches the decider, so nothing gives it the function; or nothing is known of grants at all."""
    who, found = _name(search, body, seat), list(flaws)
    named = search.naming(body, seat)
    title = search.family[0].title if search.family else search.function
    source = own("the sheet grants")
    there = seat_on(search.bodies, seat) if seat else search.bodies.row(body)
    if verdict_of(flaws) is Verdict.FAIL or there is None:
        pass  # a body that stands no more, decides nothing or is not known: grants are beside the point
    elif not search.family or (search.flaws and not search.tops):
        found += search.flaws
    elif named:
        told = f"The grants that reach {who} ({', '.join(named)}) lead round in a circle and never to the Act."
        found.append(broken(told, source, cure="name under each grant the one that it passes on"))
    elif not search.records.rows(Grant):
        why = "a body that does not hold a function in law has it only by a grant"
        told = f"The law does not lay “{title}” on {who}, and the handbook has no grants."
        found.append(unknown(told, source, "grants", "grant", "", why))
    else:
        told = f"No grant gives {who} “{title}”, and the law does not lay it there."
        found.append(broken(told, source))
    steps = (*_decider(search, body, seat, tuple(found)), *(_step(flaw, body or seat) for flaw in found))
    verdict = verdict_of(found)
    cures = tuple(dict.fromkeys(flaw.cure for flaw in found if flaw.cure))
    return Chain(verdict, steps, None, _unknowns(found), cures, verdict, limit_known=False)


def _told(
    search: ChainSearch, path: Path, body: str, seat: str, flaws: tuple[Flaw, ...]
) -> tuple[tuple[Step, ...], tuple[Unknown, ...], tuple[str, ...]]:
    """The chain in steps, with the facts that are missing and what would mend it."""
    steps: list[Step] = [*_decider(search, body, seat, flaws), *(_step(flaw, body or seat) for flaw in flaws)]
    every = list(flaws)
    for each in path.links():
        if each.link is None:
            steps += _top(search, each)
        else:
            name, broken_here = each.link.grant.grant, verdict_of(each.flaws)
            steps.append(Step("grant", name, each.link.sentence, each.link.source, broken_here))
            steps += [_step(flaw, name) for flaw in each.flaws]
        every += each.flaws
    cures = tuple(dict.fromkeys(flaw.cure for flaw in every if flaw.cure and flaw.verdict is Verdict.FAIL))
    if not search.records.as_first_released:
        steps += [
            Step("limit", whose, told, own("the sheet bodies", f"{whose}, population"), Verdict.PASS)
            for told, whose in path.limit.worked_out
        ]
    return tuple(dict.fromkeys(steps)), _unknowns(every), cures


def _decider(search: ChainSearch, body: str, seat: str, flaws: tuple[Flaw, ...]) -> list[Step]:
    if any(flaw.kind == "decider" for flaw in flaws):
        return []
    row = search.bodies.row(body)
    if seat:
        told = f"{_capital(seat_words(search.bodies, seat))} would decide alone."
        return [Step("decider", seat, told, own("the sheet seats", seat), Verdict.PASS)]
    what = kind_words(acts_as(search.bodies, row)) if row else "a body"
    told = f"{search.bodies.name(body)} stands on {written(search.on)} as {what}."
    return [Step("decider", body, told, own("the sheet bodies", body), Verdict.PASS)]


def _top(search: ChainSearch, path: Path) -> list[Step]:
    found = []
    if path.holder:
        asked, wider = search.family[0], search.family[1:]
        part = f", a part of “{wider[0].title}”," if wider else ""
        told = f"The law lays “{asked.title}”{part} on {search.bodies.name(path.holder)}: {asked.provision}."
        # The provision is the handbook's own statement of the law; the checks of citations hold it against the Act.
        found.append(Step("function", asked.function, told, own(asked.provision), verdict_of(path.flaws)))
    return found + [_step(flaw, search.function) for flaw in path.flaws]


def _step(flaw: Flaw, id: str) -> Step:
    return Step(flaw.kind, id, flaw.sentence, flaw.source, flaw.verdict)


def _unknowns(flaws: list[Flaw]) -> tuple[Unknown, ...]:
    return tuple(dict.fromkeys(flaw.unknown for flaw in flaws if flaw.unknown))


def _cures(search: ChainSearch, body: str, seat: str, amount: int | None, chain: Chain) -> tuple[str, ...]:
    """What would mend it: within the decider's own limit, by another who may, and what the flaws themselves name."""
    able = [
        each
        for each in _holders(search, amount)
        if each.chain.verdict is Verdict.PASS and (each.seat, each.body if not seat else "") != (seat, body)
    ]
    told = [f"{_name(search, each.body, each.seat)}{_up_to(each.chain)}" for each in able[:3]]
    who = _name(search, body, seat)
    if chain.route is Verdict.PASS and chain.limit_pence is not None and amount is not None:
        above = f"; above that: {', or '.join(told)}" if told else ", and nobody in the handbook may decide more"
        return (f"{_capital(who)} may decide up to {show(chain.limit_pence)}{above}.",)
    others = (f"{_capital(', or '.join(told))} may decide it.",) if told else ()
    return tuple(dict.fromkeys((*others, *(f"{_capital(cure).rstrip('.')}." for cure in chain.cures))))


def _up_to(chain: Chain) -> str:
    return f" (up to {show(chain.limit_pence)})" if chain.limit_pence is not None else ""


def _name(search: ChainSearch, body: str, seat: str) -> str:
    return seat_words(search.bodies, seat) if seat else search.bodies.name(body)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
