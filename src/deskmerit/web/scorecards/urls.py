from django.urls import path

from deskmerit.web.scorecards import views

urlpatterns = [path("<int:pk>/", views.scorecard, name="scorecard")]
