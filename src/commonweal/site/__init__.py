"""The web site: the Django project, and one folder for each room that has pages.

Nothing here calculates. Pages ask the library wing, which knows nothing of Django, and draw what it answers.
"""

from __future__ import annotations

import os


def set_up() -> None:
    """Make Django ready for a command that is not started by Django itself.

    Raises:
        commonweal.problems.BadInput: A setting of the installation cannot be used; the message says which.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.site.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
