"""The forms by which a receipt is sent in or found."""

from __future__ import annotations

import re

from django import forms

_DIGEST = re.compile(r"[0-9a-f]{64}")


class FileForm(forms.Form):
    """A receipt as a file."""

    file = forms.FileField(
        allow_empty_file=True,
        max_length=200,
        error_messages={
            "required": "Choose the file of a receipt",
            "invalid": "Choose the file of a receipt",
            "missing": "Choose the file of a receipt",
            "max_length": "The name of the file is too long; give it a shorter one",
        },
    )


class CodeForm(forms.Form):
    """The code of a receipt: its SHA-256, as the file and the page of an answer print it."""

    code = forms.CharField(
        max_length=100,
        error_messages={"required": "Enter the code of a receipt", "max_length": "The code is too long"},
    )

    def clean_code(self) -> str:
        """The digest in lower case."""
        digest = "".join(str(self.cleaned_data["code"]).split()).lower().removeprefix("sha256:")
        if not _DIGEST.fullmatch(digest):
            raise forms.ValidationError("Enter all 64 characters of the code, each from 0 to 9 or a to f")
        return digest
