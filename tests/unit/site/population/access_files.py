"""Small files of access to care in the published form; nothing found in them is told to anybody."""

from __future__ import annotations

from pathlib import Path

from commonweal.engines import open_engine

MONTHS = [
    f"{month} {year}" for year in (2022, 2023) for month in ("April", "May", "June", "July", "August", "September")
]
MONTHS += [f"{month} 2024" for month in ("January", "February", "March", "April")]


def write_access_files(folder: Path) -> Path:
    """Two ICBs and two trusts: one falls sharply at the end, one has months without figures."""
    header = (
        "code,total_attendances,attendances_over_4hours,total_emergency_admissions,emergency_admissions_over_4hours"
    )
    icbs, trusts = [f"icb22_{header},date"], [f"nhs_trust22_{header},date"]
    for number, month in enumerate(MONTHS):
        over = 300 + (number * 37) % 41
        icbs.append(f"E54000040,1000,{900 if number == len(MONTHS) - 1 else over},200,{50 + number % 3},{month}")
        icbs.append(f"E54000055,2000,{500 + over},400,{90 + number % 5},{month}")
        trusts.append(f"RGT,1000,{'' if number < 3 else over},200,20,{month}")
        trusts.append(f"RC9,{0 if number == 5 else 500},{0 if number == 5 else over},100,10,{month}")
    (folder / "england_icb_accidents_emergency.csv").write_text("\n".join(icbs) + "\n")
    (folder / "england_trust_accidents_emergency.csv").write_text("\n".join(trusts) + "\n")
    days = "select unnest(generate_series(date '2022-04-01', date '2023-06-30', interval 1 day)) as date"
    with open_engine("duckdb", threads=1) as engine:
        engine.write_parquet(
            "select 'E54000056' as icb22_code, date, (100 + day(date))::double as do_not_meet_criteria_to_reside "
            f"from ({days}) union all select 'E54000040', date, 50.0 from ({days}) where date < date '2023-02-01'",
            folder / "england_icb_criteria_to_reside.parquet",
        )
    return folder
