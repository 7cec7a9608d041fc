"""Signing in and out, and one's own account."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.problems import BadInput
from commonweal.site.accounts import actions, throttle
from commonweal.site.accounts.authority import roles_of
from commonweal.site.accounts.forms import ChangePasswordForm, SignInForm
from commonweal.site.accounts.models import User
from commonweal.site.accounts.sign_on import BY_PROVIDER, end_address


class SignIn(LoginView):
    """The sign-in page."""

    template_name = "accounts/sign_in.jinja"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the attempt before looking at the password."""
        try:
            self.attempt = throttle.begin(request.POST.get("username", ""), request.META.get("REMOTE_ADDR", ""))
        except throttle.TooManyAttempts:
            return too_many_attempts(request)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The form, and the provider of single sign-on where there is one."""
        return super().get_context_data(provider=settings.SINGLE_SIGN_ON, **given)

    def form_valid(self, form: Any) -> HttpResponse:
        """Let the person in, and record it."""
        throttle.succeeded(self.attempt)
        actions.note_sign_in(by=form.get_user())
        # What is left of sessions that ended: nothing else would ever take it away.
        self.request.session.clear_expired()
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what is wrong; an empty form was no guess."""
        if "__all__" not in form.errors:
            self.attempt.delete()
        return super().form_invalid(form)


@method_decorator(never_cache, name="dispatch")
class SignOut(LogoutView):
    """Asks once, then signs out: a link alone must not end a session."""

    http_method_names = ("get", "head", "post", "options")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question."""
        return render(request, "accounts/sign_out.jinja")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Sign out here; whoever came by single sign-on is told that they may still be signed in there."""
        provider = settings.SINGLE_SIGN_ON
        if provider is None or request.session.get(BY_PROVIDER) != provider.issuer:
            return super().post(request, *args, **kwargs)
        super().post(request, *args, **kwargs)
        address = end_address(provider, request.build_absolute_uri(resolve_url("home")))
        return render(request, "accounts/signed_out.jinja", {"provider": provider, "address": address})


def too_many_attempts(request: HttpRequest) -> HttpResponse:
    """Signing in is closed for a while."""
    minutes = int(throttle.WINDOW.total_seconds() // 60)
    return render(request, "accounts/too_many_attempts.jinja", {"minutes": minutes}, status=429)


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's own account and roles."""
    user = cast(User, request.user)
    return render(request, "accounts/account.jinja", {"account": user, "held": roles_of(user)})


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password."""
    user = cast(User, request.user)
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        # Whoever finds a session open must not learn the password by trying.
        try:
            attempt = throttle.begin(user.username, request.META.get("REMOTE_ADDR", ""))
        except throttle.TooManyAttempts:
            return too_many_attempts(request)
        if not user.check_password(form.cleaned_data["present"]):
            form.add_error("present", "This is not the password that you use now")
        else:
            throttle.succeeded(attempt)
            try:
                actions.set_password(by=user, account=user, password=form.cleaned_data["new"])
            except BadInput as error:
                for problem in error.problems:
                    form.add_error("new", problem.what)
            else:
                update_session_auth_hash(request, user)
                messages.success(request, "Your password is changed.")
                return redirect("accounts:account")
    return render(request, "accounts/change_password.jinja", {"form": form}, status=400 if form.errors else 200)
