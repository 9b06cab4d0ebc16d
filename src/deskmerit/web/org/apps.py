from django.apps import AppConfig


class OrgConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.org"
    label = "org"
    default_auto_field = "django.db.models.BigAutoField"
