"""Which file is imported into whose handbook."""

from __future__ import annotations

from django import forms


class ImportForm(forms.Form):
    """A workbook, and the system whose handbook takes it in."""

    system = forms.RegexField(
        r"^[A-Za-z0-9_.-]{1,40}$",
        error_messages={
            "required": "Enter the id of the integrated care board",
            "invalid": "Enter the id as it stands in the sheet bodies: letters, digits, hyphens",
        },
    )
    file = forms.FileField(
        error_messages={"required": "Choose the handbook's workbook", "empty": "The file is empty: choose another"}
    )
    whole = forms.BooleanField(required=False)
