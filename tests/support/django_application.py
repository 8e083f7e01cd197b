# /// script
# requires-python = ">=3.11"
# dependencies = ["django-allauth[socialaccount]==65.22.1", "Django==5.2.19"]
# ///
"""A site that signs people in with django-allauth.

SITE_PORT     where it listens, on 127.0.0.1
SITE_FOLDER   has its database, and `documented.py`: the settings of the docs
SITE_ISSUER   the address of Doorstep
SITE_ONWARDS  the page of another origin that `/onwards` leads to
"""

import os
from pathlib import Path
from runpy import run_path

import django
from django.conf import settings

_FOLDER = Path(os.environ["SITE_FOLDER"])
_PORT = int(os.environ["SITE_PORT"])


def _documented() -> dict[str, object]:
    lines = run_path(str(_FOLDER / "documented.py"))
    return {name: value for name, value in lines.items() if name.isupper()}


def main() -> None:
    settings.configure(
        ALLOWED_HOSTS=["localhost", "third.example"],
        ROOT_URLCONF="django_pages",
        SECRET_KEY="of one test",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": _FOLDER / "site.sqlite",
            }
        },
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.request"]
                },
            }
        ],
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.messages",
            "django.contrib.sessions",
            "allauth",
            "allauth.account",
            "allauth.socialaccount",
            "allauth.socialaccount.providers.openid_connect",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        LOGIN_REDIRECT_URL="/",
        **_documented(),
    )
    django.setup()
    from django.core.management import call_command
    from django.core.servers.basehttp import get_internal_wsgi_application, run

    call_command("migrate", verbosity=0)
    run("127.0.0.1", _PORT, get_internal_wsgi_application(), threading=True)


if __name__ == "__main__":
    main()
