from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.awards"
    label = "awards"
    default_auto_field = "django.db.models.BigAutoField"
