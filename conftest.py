"""Give every test run a home of its own, so that no test reads or writes the user's installation.

This stands at the root and acts on import, because the settings are read before any fixture or later hook runs, and
because the examples in the source are collected as well as the tests.
"""

import atexit
import os
import shutil
import tempfile
from typing import Any

os.environ["COMMONWEAL_HOME"] = tempfile.mkdtemp(prefix="commonweal-tests-")
# Named here and not in pyproject.toml, from which pytest-django would read the settings before the line above.
os.environ["DJANGO_SETTINGS_MODULE"] = "commonweal.site.settings"
os.environ.pop("COMMONWEAL_HTTPS", None)
# Playwright keeps an event loop in the test's thread; Django would refuse to touch its database beside one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
atexit.register(shutil.rmtree, os.environ["COMMONWEAL_HOME"], ignore_errors=True)
# Compiled pages are shared by the run's workers, who have this from the process that started them.
if "COMMONWEAL_TESTS_PAGES" not in os.environ:
    os.environ["COMMONWEAL_TESTS_PAGES"] = tempfile.mkdtemp(prefix="commonweal-pages-")
    atexit.register(shutil.rmtree, os.environ["COMMONWEAL_TESTS_PAGES"], ignore_errors=True)

import django.conf  # noqa: E402  (after the home is named)
import jinja2  # noqa: E402

_ = django.conf.settings.DATABASES
_pages: Any = django.conf.settings.TEMPLATES[0]["OPTIONS"]
_pages["bytecode_cache"] = jinja2.FileSystemBytecodeCache(os.environ["COMMONWEAL_TESTS_PAGES"])

# It holds no examples, and reading it readies a whole server: that is for the tests of the server, not for each worker.
collect_ignore = ["src/commonweal/site/wsgi.py"]
