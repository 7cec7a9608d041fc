"""Signing in by the word of a provider: there, and back again."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from commonweal.site.accounts import linking, sign_on, throttle
from commonweal.site.accounts.discovery import ProviderFault
from commonweal.site.accounts.provider import Provider
from commonweal.site.accounts.views import too_many_attempts

_BEGUN = "sign_on_begun"
_SECONDS_AWAY = 10 * 60
_log = logging.getLogger("commonweal.site.accounts")


@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider.

    The answer is a page that moves on at once, not a redirect: browsers hold what follows a form to the policy's
    ``form-action``, which stays at this host, and providers pass people on to hosts that nobody can list beforehand.
    """
    provider, state = _provider(), sign_on.new_state()
    try:
        throttle.begin_elsewhere(state, request.META.get("REMOTE_ADDR", ""))
        begun = sign_on.begin(provider, _return_address(request), state)
    except throttle.TooManyAttempts:
        return too_many_attempts(request)
    except ProviderFault as fault:
        return _not_reached(request, provider, fault)
    request.session[_BEGUN] = {
        "state": begun.state,
        "nonce": begun.nonce,
        "verifier": begun.verifier,
        "next": request.POST.get("next", ""),
        "at": int(time.time()),
    }
    page = render(request, "accounts/sign_on_leaving.jinja", {"provider": provider, "address": begun.address})
    page["Refresh"] = f"0; url={begun.address}"
    return page


@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Take in whoever the provider vouches for, if an account here is linked to them."""
    provider = _provider()
    # Taken out first: what was begun is finished once, or not at all.
    begun: dict[str, Any] = request.session.pop(_BEGUN, None) or {}
    state, code, issuer = (request.GET.get(name, "") for name in ("state", "code", "iss"))
    known = bool(begun) and constant_time_compare(state, begun["state"])
    if not known or time.time() - begun["at"] > _SECONDS_AWAY or issuer not in ("", provider.issuer):
        return _failed(request, provider, "begun_elsewhere", 400)
    if not code:
        _log.warning("single sign-on: the provider did not sign somebody in (%r)", request.GET.get("error", "")[:80])
        return _failed(request, provider, "refused_there", 403)
    try:
        identity = sign_on.finish(
            provider, _return_address(request), code=code, verifier=begun["verifier"], nonce=begun["nonce"]
        )
    except ProviderFault as fault:
        return _not_reached(request, provider, fault)
    except sign_on.TokenRefused as refused:
        _log.warning("single sign-on: %s", refused)
        return _failed(request, provider, "not_proved", 403)
    throttle.came_back(begun["state"])
    try:
        user = linking.sign_on(identity)
    except linking.NotLinked:
        return _failed(request, provider, "not_linked", 403, subject=identity.subject)
    except linking.AccountClosed:
        return _failed(request, provider, "closed", 403)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session.clear_expired()
    request.session[sign_on.BY_PROVIDER] = provider.issuer
    return HttpResponseRedirect(_onward(request, begun["next"]))


def _provider() -> Provider:
    configured: Provider | None = settings.SINGLE_SIGN_ON
    if configured is None:
        raise Http404("This installation has no single sign-on.")
    return configured


def _return_address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("accounts:sign_on_return"))


def _onward(request: HttpRequest, wanted: str) -> str:
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else resolve_url(settings.LOGIN_REDIRECT_URL)


def _not_reached(request: HttpRequest, provider: Provider, fault: ProviderFault) -> HttpResponse:
    _log.error("single sign-on: %s", fault)
    return _failed(request, provider, "not_reached", 502)


def _failed(request: HttpRequest, provider: Provider, why: str, status: int, **more: str) -> HttpResponse:
    context = {"provider": provider, "why": why, **more}
    return render(request, "accounts/sign_on_failed.jinja", context, status=status)
