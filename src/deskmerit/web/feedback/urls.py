from django.urls import path

from deskmerit.web.feedback import views

urlpatterns = [
    path("", views.feedback_list, name="feedback_list"),
    path("give/<int:pk>/", views.feedback_give, name="feedback_give"),
    path("give/<int:pk>/sheet.pdf", views.feedback_sheet, name="feedback_sheet"),
    path("outcome/<int:pk>/", views.feedback_outcome, name="feedback_outcome"),
    path("rounds/new/", views.round_new, name="round_new"),
    path("rounds/<int:pk>/", views.round_page, name="round_page"),
    path("rounds/<int:pk>/sheet.pdf", views.round_sheet, name="round_sheet"),
    path("rounds/<int:pk>/people/<int:person>/", views.round_person, name="round_person"),
    path("rounds/<int:pk>/<slug:step>/", views.round_act, name="round_act"),
]
