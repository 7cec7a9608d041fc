"""What is kept of a receipt: all of it, as it was signed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone

from commonweal.answers import Receipt


class KeptReceipt(models.Model):
    """A receipt that was issued here. A past receipt never changes."""

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering = ("-kept_at", "digest")

    def __str__(self) -> str:
        return f"receipt {self.digest[:12]}…"

    @property
    def receipt(self) -> Receipt:
        """The receipt, not yet believed: what it proves is for `verify` to say."""
        return Receipt.from_text(self.text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new receipt; refuse to keep one again."""
        if not self._state.adding:
            raise TypeError("a receipt that was issued never changes")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("a receipt that was issued is never deleted")
