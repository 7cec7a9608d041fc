"""The addresses of signing in and of one's own account."""

from __future__ import annotations

from django.urls import path

from commonweal.site.accounts import sign_on_views, views

app_name = "accounts"

urlpatterns = [
    path("", views.account, name="account"),
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("single-sign-on/", sign_on_views.begin, name="sign_on"),
    path("single-sign-on/return/", sign_on_views.come_back, name="sign_on_return"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("password/", views.change_password, name="change_password"),
]
