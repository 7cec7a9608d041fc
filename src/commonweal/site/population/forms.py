"""What the pages about people may be asked, read from the address."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from commonweal.population.prevalence import disease_registers

DEFAULT = "hypertension"


class ConditionForm(forms.Form):
    """The condition that a page shows."""

    condition = forms.ChoiceField(
        choices=lambda: [(register.id, register.name) for register in disease_registers()],
        error_messages={"invalid_choice": "Choose a condition from the list"},
    )


def asked(given: Mapping[str, str]) -> ConditionForm:
    """The form filled from an address; hypertension where the address names no condition."""
    return ConditionForm({"condition": given.get("condition", DEFAULT)})
