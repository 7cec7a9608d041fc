"""Rows as plain JSON that either database can give and take, to the microsecond and the penny."""

from __future__ import annotations

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from commonweal.problems import BadInput, Problem

_OURS = "commonweal."
ROWS_AT_ONCE = 500


def models_to_keep() -> list[type[models.Model]]:
    """Every model of our rooms, each after those that it refers to.

    Django's own tables are left out: sessions end with a restore, and the rest is made by migrations.
    """
    ours = {
        model
        for config in apps.get_app_configs()
        if config.name.startswith(_OURS)
        for model in config.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    # A table that ties one of ours to one of Django's (an account to a group) is unused: roles are our own.
    ours = {model for model in ours if all(other in ours for other in _refers_to(model))}
    ordered: list[type[models.Model]] = []
    while ours:
        ready = sorted(
            (model for model in ours if not (set(_refers_to(model)) - {model}) & ours),
            key=lambda model: model._meta.label,
        )
        if not ready:
            raise RuntimeError(f"models refer to each other in a circle: {sorted(m._meta.label for m in ours)}")
        ordered += ready
        ours -= set(ready)
    return ordered


def _refers_to(model: type[models.Model]) -> list[type[models.Model]]:
    fields = (field for field in model._meta.local_fields if field.remote_field is not None)
    return [field.related_model for field in fields if isinstance(field.related_model, type)]


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """Every row of a model, a line of JSON each, in the order of the primary key."""
    fields = model._meta.local_concrete_fields
    for row in model._base_manager.order_by("pk").values_list(*(f.attname for f in fields)).iterator(ROWS_AT_ONCE):
        values = {field.attname: _plain(value) for field, value in zip(fields, row, strict=True)}
        yield json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"


def instances(model: type[models.Model], read: Iterable[bytes], *, file: str) -> Iterator[models.Model]:
    """The rows read back, not yet stored.

    Raises:
        BadInput: A line is no row of this model; the first is told.
    """
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    for number, line in enumerate(read, start=1):
        try:
            values = json.loads(line)
            if set(values) != set(fields):
                raise ValueError(f"it has the columns {', '.join(sorted(values))}")
            yield model(**{name: _typed(fields[name], value) for name, value in values.items()})
        except (ValueError, TypeError, AttributeError, decimal.InvalidOperation, ValidationError) as error:
            why = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            raise BadInput(
                Problem(f"this line is no {model._meta.verbose_name}: {why}", file=file, row=number)
            ) from error


def records(folder: Path, label: str) -> Iterator[bytes]:
    """The lines of a model's records; none when the backup has none."""
    path = folder / "records" / f"{label.lower()}.jsonl"
    if path.is_file():
        with path.open("rb") as stream:
            yield from stream


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    return value


def _typed(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value, validate=True)
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(value)
    if isinstance(field, models.JSONField):
        return value
    return field.to_python(value)
