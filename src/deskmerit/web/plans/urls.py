from django.urls import path

from deskmerit.web.plans import editing, views, views_version

urlpatterns = [
    path("", views.plan_list, name="plan_list"),
    path("new/", views.plan_new, name="plan_new"),
    path("versions/<int:pk>/", views_version.plan_version, name="plan_version"),
    path("versions/<int:pk>/edit/", editing.plan_edit, name="plan_edit"),
    path("versions/<int:pk>/text/", editing.plan_text, name="plan_text"),
    path("versions/<int:pk>/check/", editing.plan_check, name="plan_check"),
    path("versions/<int:pk>/preview/", editing.plan_preview, name="plan_preview"),
    path("versions/<int:pk>/propose/", views_version.plan_propose, name="plan_propose"),
    path("versions/<int:pk>/decide/<slug:step>/", views_version.plan_decide, name="plan_decide"),
    path("versions/<int:pk>/notice/", views_version.plan_notice, name="plan_notice"),
    path("versions/<int:pk>/acknowledgements/", views_version.plan_acknowledgements, name="plan_acknowledgements"),
    path("versions/<int:pk>/acknowledge/", views_version.plan_acknowledge, name="plan_acknowledge"),
    path("versions/<int:pk>/plan.<slug:kind>", views_version.plan_download, name="plan_download"),
    path("acknowledgements/<int:pk>/told/", views_version.plan_told, name="plan_told"),
    path("<str:slug>/", views.plan_page, name="plan_page"),
    path("<str:slug>/compare/", views.plan_compare, name="plan_compare"),
    path("<str:slug>/phase/", views.plan_phase, name="plan_phase"),
]
