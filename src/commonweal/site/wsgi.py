"""The site as a WSGI application, for waitress or gunicorn: ``commonweal.site.wsgi:application``."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.site.settings")

application = get_wsgi_application()

from commonweal.site.warming import warm  # noqa: E402  (the settings must be known before it is read)

warm()
