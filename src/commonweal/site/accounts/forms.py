"""The forms for signing in and for changing one's password, with messages that name the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from commonweal.site.accounts.models import canonical_username

_NOT_RIGHT = "The user name or the password is not right. Check both; capital letters count in the password"


class SignInForm(AuthenticationForm):
    """User name and password."""

    # One message for every cause, so that nobody learns by guessing which user names exist.
    error_messages = {"invalid_login": _NOT_RIGHT, "inactive": _NOT_RIGHT}  # noqa: RUF012  (Django's form declares it so)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = "Enter your user name"
        self.fields["password"].error_messages["required"] = "Enter your password"

    def clean_username(self) -> str:
        """The user name in small letters, as accounts are stored."""
        return canonical_username(self.cleaned_data["username"])


class ChangePasswordForm(forms.Form):
    """The password in use, and the new one."""

    present = forms.CharField(strip=False, error_messages={"required": "Enter the password that you use now"})
    new = forms.CharField(strip=False, error_messages={"required": "Enter a new password"})
