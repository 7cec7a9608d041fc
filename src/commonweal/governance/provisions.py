"""A provision as people cite it, read into the Act and the number of the section or paragraph."""

from __future__ import annotations

import re

_ACTS = (
    ("NHSA06", r"nhsa ?(?:20)?06|nhs act 2006|national health service act 2006|\b2006 act\b|act 2006"),
    ("HCA22", r"hca ?(?:20)?22|health and care act 2022|\b2022 act\b"),
    ("HSCA12", r"hsca ?(?:20)?12|health and social care act 2012|\b2012 act\b"),
    ("LGPIHA07", r"lgpiha ?(?:20)?07|public involvement in health act 2007|\b2007 act\b"),
    ("PBAMA60", r"admission to meetings|\b1960 act\b"),
)
_ONLY_2006 = re.compile(r"s\.(13[A-Z]|14Z|65Z|223)")
_SECTION = re.compile(r"\bs(?:ections?|ec|s)?\.? ?(\d+[a-z]*\d*[a-z]*)", re.IGNORECASE)
_SCHEDULE = re.compile(r"\bsch(?:edule|ed)?\.? ?(\d+[a-z]*)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\bpara(?:graph)?s?\.? ?(\d+)", re.IGNORECASE)


def read_provision(text: str) -> tuple[str, str]:
    """The Act and the place in it; either is empty where the text does not say.

    Subsections and sub-paragraphs are left out: a heading belongs to the whole section or paragraph.

    Example:
        >>> read_provision("NHSA 2006 s.14Z45(2)"), read_provision("paragraph 15 of Schedule 1B to the NHS Act 2006")
        (('NHSA06', 's.14Z45'), ('NHSA06', 'Sch 1B para 15'))
        >>> read_provision("section 14Z27 of the Health and Social Care Act 2012")
        ('HSCA12', 's.14Z27')
    """
    plain = " ".join(text.split())
    act = next((name for name, pattern in _ACTS if re.search(pattern, plain, re.IGNORECASE)), "")
    schedule, paragraph = _SCHEDULE.search(plain), _PARAGRAPH.search(plain)
    if schedule:
        place = f"Sch {schedule[1].upper()}" + (f" para {paragraph[1]}" if paragraph else "")
        return act or ("NHSA06" if schedule[1].upper() in ("1A", "1B") else ""), place
    section = _SECTION.search(plain)
    place = f"s.{section[1].upper()}" if section else ""
    return act or ("NHSA06" if _ONLY_2006.match(place) else ""), place
