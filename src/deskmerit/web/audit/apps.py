from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
