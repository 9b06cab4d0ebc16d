from django.urls import path

from deskmerit.web.appeals import views, views_flags

urlpatterns = [
    path("", views.appeal_list, name="appeal_list"),
    path("new/<int:pk>/", views.appeal_new, name="appeal_new"),
    path("<int:pk>/", views.appeal_page, name="appeal_page"),
    path("<int:pk>/consequence/", views.appeal_consequence, name="appeal_consequence"),
    path("<int:pk>/form.pdf", views.appeal_form, name="appeal_form"),
    path("<int:pk>/letter.pdf", views.appeal_letter, name="appeal_letter"),
    path("<int:pk>/<slug:step>/", views.appeal_act, name="appeal_act"),
    path("flags/", views_flags.flag_list, name="flag_list"),
    path("flags/new/", views_flags.flag_new, name="flag_new"),
    path("flags/<int:pk>/", views_flags.flag_page, name="flag_page"),
    path("flags/<int:pk>/form.pdf", views_flags.flag_form, name="flag_form"),
    path("flags/<int:pk>/<slug:step>/", views_flags.flag_act, name="flag_act"),
]
