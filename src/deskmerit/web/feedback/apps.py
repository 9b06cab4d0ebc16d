from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.feedback"
    label = "feedback"
    default_auto_field = "django.db.models.BigAutoField"
