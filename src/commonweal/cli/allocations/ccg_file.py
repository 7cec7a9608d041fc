"""The workbook of the CCG formula, found in the data folder and kept in the archive for the answer's receipt."""

from __future__ import annotations

from pathlib import Path


def ccg_workbook(folder: Path | None) -> dict[str, str]:
    """The name and hash of the workbook, as the calculations on it take them.

    Args:
        folder: What ``--data`` said; otherwise ``COMMONWEAL_DATA`` is asked.

    Raises:
        BadInput: No folder is named, or it does not hold the workbook.
    """
    from commonweal.allocations.data_files import find_data_files
    from commonweal.home import data_folder
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring import archive

    found = data_folder(folder)
    path = find_data_files(found).ccg_workbook if found else None
    if path is None:
        raise BadInput(
            Problem(
                "the workbook of the CCG formula is not there",
                given=str(found or ""),
                do="give --data the folder with the practice weighted populations on the 2018/19 base",
            )
        )
    return {"name": path.name, "sha256": archive().keep(path)}
