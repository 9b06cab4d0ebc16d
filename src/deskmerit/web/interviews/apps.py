from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.interviews"
    label = "interviews"
    default_auto_field = "django.db.models.BigAutoField"
