"""Checking a receipt that somebody holds, and the receipts that are kept here."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.answers import Receipt
from commonweal.problems import BadInput
from commonweal.site.components.files import attached
from commonweal.site.receipts import records
from commonweal.site.receipts.checking import check, own_key
from commonweal.site.receipts.forms import CodeForm, FileForm
from commonweal.site.receipts.personal import holds_personal, may_read_whole
from commonweal.site.receipts.presenters import contents, findings
from commonweal.site.receipts.reading import read_sent

PER_PAGE = 10


@require_http_methods(["GET", "HEAD", "POST"])
def check_a_receipt(request: HttpRequest) -> HttpResponse:
    """Send a receipt in, or find one that is kept here by its code."""
    file_form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    code_form = CodeForm(request.GET if "code" in request.GET else None)
    if request.method == "POST" and file_form.is_valid():
        try:
            receipt = read_sent(file_form.cleaned_data["file"])
        except BadInput as error:
            for problem in error.problems:
                file_form.add_error("file", str(problem))
        else:
            return _show(request, receipt, sent=True)
    if code_form.is_bound and code_form.is_valid():
        digest = code_form.cleaned_data["code"]
        if records.is_kept(digest):
            return redirect("receipts:kept", digest=digest)
        code_form.add_error("code", "No receipt with this code is kept here. If you have its file, send the file in")
    wrong = bool(file_form.errors or code_form.errors)
    context: dict[str, Any] = {"file_form": file_form, "code_form": code_form, "wrong": wrong}
    if request.user.is_authenticated:
        issued: Any = records.IssuedTo(request.user.reference)
        context["issued"] = Paginator(issued, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "receipts/check.jinja", context, status=400 if wrong else 200)


@require_safe
def kept(request: HttpRequest, digest: str) -> HttpResponse:
    """A receipt that was issued here: whole, or as the public may read it."""
    found = _find(request, digest)
    if isinstance(found, HttpResponse):
        return found
    whole = may_read_whole(request.user, found)
    receipt = found.receipt if whole else found.receipt.for_public(own_key())
    return _show(request, receipt, kept=found, whole=whole, personal=holds_personal(found.receipt))


@require_safe
def whole_file(request: HttpRequest, digest: str) -> HttpResponse:
    """A kept receipt as the file that was signed."""
    found = _find(request, digest)
    if isinstance(found, HttpResponse):
        return found
    if not may_read_whole(request.user, found):
        raise PermissionDenied(
            "This receipt tells something about a person. Only whoever it was issued to and an auditor may read it "
            "whole. The copy for the public is open to anyone."
        )
    return _as_file(found.receipt, f"receipt-{digest[:12]}.json")


@require_safe
def public_file(request: HttpRequest, digest: str) -> HttpResponse:
    """A kept receipt with its personal facts withheld, signed anew."""
    found = _find(request, digest)
    if isinstance(found, HttpResponse):
        return found
    return _as_file(found.receipt.for_public(own_key()), f"receipt-{digest[:12]}-public.json")


def _find(request: HttpRequest, digest: str) -> records.Kept | HttpResponse:
    """The receipt that is kept under a digest, or a page that says why there is none."""
    try:
        found = records.kept(digest)
    except records.Damaged:
        return render(request, "receipts/damaged.jinja", {"digest": digest})
    return found or render(request, "receipts/not_kept.jinja", {"digest": digest}, status=404)


def _show(request: HttpRequest, receipt: Receipt, **further: Any) -> HttpResponse:
    checked = check(receipt)
    context = {
        "receipt": receipt,
        "reply": receipt.answer,
        "letters": contents.letters_of_rules(receipt),
        "overall": checked.answer,
        "findings": findings.shown(checked),
        "question": contents.of_question(receipt),
        "file": contents.of_file(receipt),
        "vouched_for": checked.was_run,
        "is_kept": records.is_kept(receipt.digest),
        **further,
    }
    return render(request, "receipts/receipt.jinja", context)


def _as_file(receipt: Receipt, name: str) -> HttpResponse:
    response = HttpResponse(receipt.to_text(), content_type="application/json; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return attached(response, name)
