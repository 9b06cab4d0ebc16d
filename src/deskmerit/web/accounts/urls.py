"""The addresses of accounts."""

from django.urls import path

from deskmerit.web.accounts import start, views, views_keeping

urlpatterns = [
    path("start/", start.start, name="start"),
    path("account/", views.account_page, name="account_page"),
    path("account/tokens/", views.token_list, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", views.token_revoke, name="token_revoke"),
    path("account/data/", views.my_data, name="my_data"),
    path("account/data/export/", views.my_data_export, name="my_data_export"),
    path("account/retention/", views_keeping.retention_page, name="retention_page"),
    path("account/mail/", views.mail_settings, name="mail_settings"),
]
