"""What every page template can use, and the frame of navigation that every page stands in."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from commonweal import __version__
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.components import words
from commonweal.site.components.answers import source_line, value_and_unit, verdict_class
from commonweal.site.components.form_problems import said_in_form

# The header's parts, in order: words and the name of the address. A part is marked while any page below it is shown.
NAVIGATION = (
    ("Home", "home"),
    ("Governance", "governance:index"),
    ("Allocations", "allocations:england"),
    ("Population", "population:index"),
    ("Organisations", "organisations:index"),
    ("Receipts", "receipts:check"),
    ("About", "about"),
)
FOR_THOSE_WHO_MAY = (("Audit", "audit:events", Permission.READ_AUDIT),)


def environment(**options: Any) -> Environment:
    """The Jinja2 environment: our templates first, then the components of the NHS design system.

    The components chain parameters that may be missing, so an undefined name is chainable and prints nothing.
    """
    options["undefined"] = ChainableUndefined
    made = Environment(**options)  # noqa: S701  (Django passes autoescape=True among the options)
    made.loader = ChoiceLoader([made.loader, PackageLoader("nhsuk_frontend_jinja")])  # type: ignore[list-item]
    made.globals.update(
        static=static,
        url=reverse,
        version=__version__,
        messages_for=get_messages,
        verdict_class=verdict_class,
        value_and_unit=value_and_unit,
        source_line=source_line,
    )
    made.filters.update(
        calendar_date=words.calendar_date,
        in_words=words.in_words,
        moment=words.moment,
        percent=words.percent,
        pounds_and_pence=words.pounds_and_pence,
        quantity=words.quantity,
        said_in_form=said_in_form,
        thousands_of_pounds=words.thousands_of_pounds,
        whole_number=words.whole_number,
    )
    return made


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """The navigation of a page, with the current part marked."""
    # A page about a fault of the program must not ask the database who this is: it may be the cause.
    reader = None if getattr(request, "without_account", False) else getattr(request, "user", None)
    parts = [*NAVIGATION, *((words, name) for words, name, permission in FOR_THOSE_WHO_MAY if may(reader, permission))]
    return {
        "navigation": [_item(request.path, words, reverse(name)) for words, name in parts],
    }


def _item(path: str, words: str, address: str) -> dict[str, Any]:
    here = path == address
    below = address != "/" and path.startswith(address)
    return {"text": words, "href": address, "current": here, "active": below and not here}
