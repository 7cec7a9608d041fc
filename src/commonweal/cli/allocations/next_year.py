"""``commonweal allocations next-year``: a workbook of a year not seen before, with its policy in one file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json, print_table

if TYPE_CHECKING:
    from commonweal.allocations.next_year import StreamResult
    from commonweal.allocations.target_shares_2026 import TargetShare


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--workbook", type=Path, metavar="FILE", help="the workbook of ICB allocations")
    parser.add_argument(
        "--policy",
        type=Path,
        metavar="FILE",
        help="the policy as one YAML file; a parameter may say solve. Without it the policy is recovered",
    )
    parser.add_argument("--practices", type=Path, metavar="FILE", help="the practice file that core targets rest on")
    parser.add_argument(
        "--write-policy", type=Path, metavar="FILE", help="write the recovered policies as a policy file"
    )
    parser.add_argument(
        "--indicators",
        type=Path,
        metavar="FILE",
        help="practice indicators with the weighted population of 2026/27: prints target shares of the 36 ICBs",
    )
    parser.add_argument(
        "--registered", type=Path, metavar="FILE", help="registered patients by practice, to name practices left out"
    )
    parser.add_argument("--shares", action="store_true", help="print the bundled target shares of 2026/27")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print residuals and solved parameters, or the target shares of 2026/27."""
    from commonweal.problems import BadInput, Problem

    if options.indicators or options.shares:
        return _shares(options)
    if options.workbook is None:
        raise BadInput(
            Problem(
                "there is nothing to read", do="give --workbook FILE, or --indicators FILE for target shares of 2026/27"
            )
        )
    return _workbook(options)


def _workbook(options: argparse.Namespace) -> int:
    from commonweal.allocations.next_year import work_year
    from commonweal.allocations.policy_file import read_policy_file
    from commonweal.allocations.workbook import read_allocation_workbook
    from commonweal.allocations.workbook_doubts import workbook_doubts

    tables = read_allocation_workbook(options.workbook, with_ledger=False)
    policies = read_policy_file(options.policy) if options.policy else None
    results = work_year(tables, policies, _weighted(options.practices))
    if options.write_policy:
        _write_policy(options.write_policy, results)
    notes = list(dict.fromkeys(note for table in tables for note in table.notes))
    doubts = list(workbook_doubts(tables))
    if options.json:
        told = [result.to_json() for result in results]
        print_json({"workbook": options.workbook.name, "notes": notes, "doubts": doubts, "streams": told})
    else:
        for note in notes:
            print(f"Note: {note}")
        for result in results:
            _print(result)
        for doubt in doubts:
            print(f"Doubt: {doubt}")
    if doubts:
        return 1
    if any(result.allocation is None for result in results):
        return 3
    return int(any(result.equal < len(result.residuals) for result in results))


def _weighted(path: Path | None) -> dict[str, float] | None:
    if path is None:
        return None
    from commonweal.allocations.practice_file import read_practice_file
    from commonweal.allocations.weighted_population import require_complete

    practices = read_practice_file(path)
    area, values = practices.area("icb"), practices.weights("core")
    require_complete(practices.practices, values, "the core weighted population")
    return dict(zip(area.keys, area.sums(values).tolist(), strict=True))


def _print(result: StreamResult) -> None:
    from commonweal.allocations.reproduction import stream_name

    table = result.table
    print(f"{stream_name(table.stream)} {table.year}, sheet {table.sheet!r}")
    print(f"  targets from {result.target_from}")
    for each in result.solved:
        print(f"  solved    {each.name} = {_value(each.value)}  ({each.because})")
    for each in result.unsolved:
        bound = "" if each.value is None else f" (taken as {_value(each.value)})"
        print(f"  not told  {each.name}{bound}  ({each.because})")
    if result.allocation is None:
        print("  no policy: type one in a policy file and give it with --policy")
        return
    kind = "typed" if result.typed else "recovered"
    print(f"  {result.equal} of {len(result.residuals)} printed allocations follow from the {kind} policy")
    print_table(
        [
            (f"  {each.code}", each.name, f"{each.worked_k:,.3f}", f"{each.printed_k:,.3f}", f"{each.residual_k:+,.3f}")
            for each in result.residuals
        ],
        ["  ICB", "name", "worked £k", "printed £k", "residual £k"],
    )


def _value(value: Any) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _write_policy(path: Path, results: tuple[StreamResult, ...]) -> None:
    import yaml

    from commonweal.allocations.policy_mapping import policy_to_mapping
    from commonweal.problems import BadInput, Problem

    if path.exists():
        raise BadInput(Problem("this file exists already", file=str(path), do="name another"))
    years = {result.table.year for result in results}
    if len(years) > 1:
        raise BadInput(
            Problem(
                "the workbook holds several years", given=", ".join(sorted(years)), do="a policy file is for one year"
            )
        )
    streams = {
        result.table.stream: policy_to_mapping(result.allocation.policy)
        for result in results
        if result.allocation is not None
    }
    body = {
        "year": years.pop(),
        "title": "Recovered from a workbook",
        "source": results[0].table.file,
        "streams": streams,
    }
    try:
        path.write_text(yaml.safe_dump(body, sort_keys=False, allow_unicode=True), encoding="utf-8")
    except OSError as error:
        raise BadInput(Problem(f"the policy file cannot be written: {error.strerror}", file=str(path))) from error


def _shares(options: argparse.Namespace) -> int:
    from commonweal.allocations.target_shares_2026 import bundled_target_shares, target_shares

    if options.indicators:
        from commonweal.allocations.practice_indicators import read_indicators

        listed = _listed(options.registered) if options.registered else None
        shares = target_shares(read_indicators(options.indicators), listed)
    else:
        shares = bundled_target_shares()
    if options.json:
        print_json([_share_json(share) for share in shares])
        return 0
    print("Core target shares of 2026/27 on the map of 36 ICBs, by weighted people of the practices in the file.")
    print_table(
        [
            (
                share.icb,
                share.practices,
                share.missing,
                f"{share.weighted:,.0f}",
                f"{share.share:.4%}",
                "" if share.complete else "too low: practices are missing",
            )
            for share in shares
        ],
        ["ICB", "practices", "missing", "weighted people", "share", ""],
    )
    missing = sum(share.missing for share in shares)
    if missing:
        print(f"{missing} practices are missing, so every other share is a little too high.")
    print("No pounds of 2026/27 are published here.")
    return 0


def _listed(path: Path) -> dict[str, str]:
    from commonweal.allocations.practice_age_sex import read_age_sex

    file = read_age_sex(path)
    return dict(zip(file.practices, file.icbs, strict=True))


def _share_json(share: TargetShare) -> dict[str, Any]:
    return {
        "icb": share.icb,
        "practices": share.practices,
        "missing": share.missing,
        "weighted": share.weighted,
        "share": share.share,
        "complete": share.complete,
    }
