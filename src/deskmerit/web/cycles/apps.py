from django.apps import AppConfig


class CyclesConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.cycles"
    label = "cycles"
    default_auto_field = "django.db.models.BigAutoField"
