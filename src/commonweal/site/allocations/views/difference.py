"""The difference page: two versions of practice data, what moved and why, and what it does in pounds."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.allocations.diff import PracticeDiff, diff_practice_files
from commonweal.allocations.diff_effect import DiffEffect
from commonweal.allocations.diff_published import effect_in_year
from commonweal.allocations.place_definition import PlaceDefinition
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.problems import BadInput
from commonweal.site.allocations.data_sets import WEALDMARCH, WEALDMARCH_AGAIN, DataSet, data_set, data_sets, practices
from commonweal.site.allocations.forms.asked import asked
from commonweal.site.allocations.place_reports import report
from commonweal.site.allocations.presenters import difference as shown
from commonweal.site.components.tables import asked_file, download_links

SERVICES = {"core": "Core services", "primary_medical": "Primary medical care"}


class DifferenceForm(forms.Form):
    """Two versions, and the weighted population that is compared."""

    old = forms.CharField(max_length=60)
    new = forms.CharField(max_length=60)
    service = forms.ChoiceField(
        choices=list(SERVICES.items()), error_messages={"invalid_choice": "Choose what is compared from the list"}
    )

    def clean_old(self) -> DataSet:
        """The older version."""
        return _held(self.cleaned_data["old"], "older")

    def clean_new(self) -> DataSet:
        """The newer version."""
        return _held(self.cleaned_data["new"], "newer")

    def clean(self) -> dict[str, Any]:
        """Refuse to compare a version with itself."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("old") and cleaned.get("old") == cleaned.get("new"):
            self.add_error("new", "Choose two different versions of practice data")
        return cleaned


def _held(key: str, which: str) -> DataSet:
    try:
        return data_set(key)
    except BadInput as wrong:
        raise forms.ValidationError(f"Choose the {which} version from the list") from wrong


@require_safe
def difference(request: HttpRequest) -> HttpResponse:
    """What changed between two versions of practice data."""
    form = asked(DifferenceForm, request.GET, {**_default(), "service": "primary_medical"})
    context: dict[str, Any] = {"form": form, "data_sets": data_sets(), "services": SERVICES}
    if not form.is_valid():
        return render(request, "allocations/difference.jinja", context, status=400)
    old, new, service = form.cleaned_data["old"], form.cleaned_data["new"], form.cleaned_data["service"]
    try:
        diff = _diff(old, new, service)
    except BadInput as wrong:
        form.add_error("service", str(wrong.problems[0]))
        return render(request, "allocations/difference.jinja", context, status=400)
    effect, why_not = _effect(diff)
    effect_table = shown.effect_table(effect) if effect else None
    if request.GET.get("format"):
        tables = [shown.practices_table(diff, everything=True), *filter(None, [effect_table])]
        if file := asked_file(request, *tables):
            return file
    table = shown.practices_table(diff)
    context |= {
        "old": old,
        "new": new,
        "sentence": shown.sentence(diff),
        "stats": shown.stats(diff),
        "table": table,
        "downloads": download_links(request, table),
        "fictional": old.fictional or new.fictional,
        "why_not": why_not,
    }
    if effect and effect_table:
        context["effect_sentence"] = shown.effect_sentence(effect)
        context["effect_table"] = effect_table
        context["effect_downloads"] = download_links(request, effect_table)
        context["chart"], context["chart_table"] = shown.effect_chart(effect)
    elif old.fictional and new.fictional:
        context["places"] = shown.places_table(_places(old), _places(new), tuple(STREAM_WEIGHTS))
    return render(request, "allocations/difference.jinja", context)


def _default() -> dict[str, str]:
    """The two newest real versions of one year where there are such, else Wealdmarch's two."""
    real = [found for found in data_sets() if not found.fictional]
    years = [practices(found).year for found in real[:2]]
    if len(real) > 1 and years[0] == years[1]:
        return {"old": real[1].key, "new": real[0].key}
    return {"old": WEALDMARCH, "new": WEALDMARCH_AGAIN}


def _places(data: DataSet) -> Any:
    icb = next(iter(practices(data).icb_names))
    return report(data, PlaceDefinition(title=data.title, icb=icb, by="place", data_sha256=data.sha256))


@lru_cache(maxsize=8)
def _cached(old: str, new: str, service: str) -> PracticeDiff:
    by_hash = {found.sha256: found for found in data_sets()}
    return diff_practice_files(practices(by_hash[old]), practices(by_hash[new]), service=service)


def _diff(old: DataSet, new: DataSet, service: str) -> PracticeDiff:
    return _cached(old.sha256, new.sha256, service)


def _effect(diff: PracticeDiff) -> tuple[DiffEffect | None, str]:
    """The effect in pounds, or why it cannot be worked."""
    if diff.old.year is None:
        return None, "the year of the older version is not known"
    try:
        return effect_in_year(diff, diff.old.year), ""
    except BadInput as wrong:
        return None, "; ".join(str(problem).rstrip(".") for problem in wrong.problems)
