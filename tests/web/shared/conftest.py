"""Django with no more than the components need, where no settings are in force yet."""

import os

import django
import pytest
from django.conf import settings
from django.utils import translation

if not os.environ.get("DJANGO_SETTINGS_MODULE") and not settings.configured:
    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles", "deskmerit.web.shared"],
        LANGUAGE_CODE="zh-hans", USE_TZ=True, STATIC_URL="/static/", ROOT_URLCONF=__name__,
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request"],
                "builtins": ["deskmerit.web.shared.templatetags.deskmerit"],
            },
        }],
    )  # fmt: skip
    django.setup()

urlpatterns: list[object] = []


@pytest.fixture(autouse=True)
def english():
    """Pages are read in English unless a test says otherwise."""
    with translation.override("en"):
        yield
