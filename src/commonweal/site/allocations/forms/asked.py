"""Filling a form from an address, with defaults for what the address leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict

_Form = TypeVar("_Form", bound=forms.Form)


def asked(form: type[_Form], given: QueryDict, defaults: Mapping[str, Any]) -> _Form:
    """The form as the address fills it.

    A field that the address does not name takes its default; one that it names and leaves empty stays empty.
    """
    filled = QueryDict(mutable=True)
    for name, value in defaults.items():
        filled.setlist(name, [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)])
    for name in given:
        filled.setlist(name, given.getlist(name))
    return form(filled)
