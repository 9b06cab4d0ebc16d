from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
