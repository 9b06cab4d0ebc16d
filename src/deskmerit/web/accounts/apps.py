from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the folder for Django."""

    name = "deskmerit.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
