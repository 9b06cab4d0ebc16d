from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.scorecards"
    label = "scorecards"
    default_auto_field = "django.db.models.BigAutoField"
