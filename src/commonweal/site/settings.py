"""Django's settings. They work with no environment at all; ``docs/how-to/operate.md`` lists what may be set.

State (database, keys, archives) lies in the installation's folder, ``commonweal.home.home()``.
"""

from __future__ import annotations

import os
from pathlib import Path

from commonweal.home import home, yes_or_no
from commonweal.site.accounts.provider import provider
from commonweal.site.databases import database
from commonweal.site.installation import debugging, hosts, secret_key

SITE = Path(__file__).resolve().parent
_HOME = home()
_HOSTS = hosts()

DEBUG = debugging(_HOSTS)
SECRET_KEY = secret_key(_HOME)
ALLOWED_HOSTS = list(_HOSTS.allowed)
ROOT_URLCONF = "commonweal.site.urls"
WSGI_APPLICATION = "commonweal.site.wsgi.application"

INSTALLED_APPS = [
    "commonweal.site.app.SiteConfig",
    "commonweal.site.audit",
    "commonweal.site.accounts",
    "commonweal.site.audit_pages",
    "commonweal.site.components",
    "commonweal.site.pages",
    "commonweal.site.receipts",
    "commonweal.site.organisations",
    "commonweal.site.population",
    "commonweal.site.allocations",
    "commonweal.site.governance",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "commonweal.site.security_headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "commonweal.site.api.middleware.ApiErrors",
    "commonweal.site.request_bounds.RequestBounds",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "commonweal.site.errors.BadInputPages",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [SITE / "jinja2"],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "commonweal.site.templates.environment",
            "context_processors": ["commonweal.site.templates.page_frame"],
            "extensions": ["jinja2.ext.do"],
            "trim_blocks": True,
            "lstrip_blocks": True,
        },
    },
    {
        # The API's documentation page is written in Django's own template language.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), _HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "rules.permissions.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
# None, unless the environment names a provider of OpenID Connect: the only host that the site ever asks anything of.
SINGLE_SIGN_ON = provider()

# Cookies: one for the session, one against forged forms; the cookies page names both.
SESSION_COOKIE_NAME = "commonweal_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "commonweal_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "commonweal.site.errors.form_not_accepted"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Whoever puts the site behind https says so; the proxy is named to `commonweal serve --proxy`.
_HTTPS = yes_or_no("COMMONWEAL_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
CSRF_TRUSTED_ORIGINS = list(_HOSTS.origins) if _HTTPS else []
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Served from the installed package as they are; a digest in each address lets browsers keep a file until it changes.
STATIC_URL = "static/"
STATICFILES_DIRS = [SITE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "commonweal.site.static_files.DigestedAddresses"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG or "PYTEST_VERSION" in os.environ
WHITENOISE_MAX_AGE = 0 if DEBUG else 24 * 60 * 60
WHITENOISE_ALLOW_ALL_ORIGINS = False

# No form of the site sends more than the first. Of files that people send in, small ones stay in memory and larger ones
# go to disk; the views set the limits of each kind.
LARGEST_REQUEST_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"refusals": {"()": "commonweal.site.refusal_log.RefusalInOneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
