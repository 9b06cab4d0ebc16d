from django.urls import path

from deskmerit.web.interviews import views

urlpatterns: list = [
    path("", views.interview_list, name="interview_list"),
    path("tips/", views.tips, name="tip_list"),
    path("<int:pk>/", views.interview_page, name="interview_page"),
    path("<int:pk>/record/", views.record, name="interview_record"),
    path("<int:pk>/sign/", views.sign, name="interview_sign"),
    path("<int:pk>/scans/", views.scans, name="interview_scans"),
    path("<int:pk>/form.pdf", views.printed_form, name="interview_pdf"),
    path("<int:pk>/<slug:step>/", views.step, name="interview_step"),
]
