from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
