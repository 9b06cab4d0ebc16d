"""The address of the audit page."""

from django.urls import path

from deskmerit.web.audit import views

urlpatterns = [path("", views.audit_list, name="audit_list")]
