from django.apps import AppConfig


class SharedConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.shared"
    label = "shared"
    default_auto_field = "django.db.models.BigAutoField"
