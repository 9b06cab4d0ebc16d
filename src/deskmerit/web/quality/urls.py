from django.urls import path

from deskmerit.web.quality import views, views_manage

urlpatterns = [
    path("", views.quality_list, name="quality_list"),
    path("<int:pk>/", views.quality_page, name="quality_page"),
    path("<int:pk>/review/", views.quality_review, name="quality_review"),
    path("<int:pk>/total/", views.quality_total, name="quality_total"),
    path("<int:pk>/form.pdf", views.quality_form, name="quality_form"),
    path("<int:pk>/<slug:step>/", views.quality_act, name="quality_act"),
    path("targeted/", views.quality_targeted, name="quality_targeted"),
    path("contacts/<int:pk>/", views.quality_begin, name="quality_begin"),
    path("contacts/<int:pk>/reviewer/", views_manage.task_reassign, name="task_reassign"),
    path("sheets/", views_manage.sheet_list, name="sheet_list"),
    path("sheets/shipped/", views_manage.sheet_shipped, name="sheet_shipped"),
    path("sheets/new/", views_manage.sheet_new, name="sheet_new"),
    path("sheets/<slug:slug>/", views_manage.sheet_page, name="sheet_page"),
    path("sheets/<slug:slug>/retire/", views_manage.sheet_retire, name="sheet_retire"),
    path("sheets/<slug:slug>/use-again/", views_manage.sheet_use_again, name="sheet_use_again"),
    path("samples/", views_manage.sample_list, name="sample_list"),
    path("samples/new/", views_manage.sample_new, name="sample_new"),
    path("samples/<int:pk>/", views_manage.sample_page, name="sample_page"),
    path("reviewers/", views_manage.calibration, name="quality_reviewers"),
]
