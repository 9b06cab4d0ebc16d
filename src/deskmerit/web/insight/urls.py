from django.urls import path

from deskmerit.web.insight import views

urlpatterns = [
    path("", views.home, name="home"),
    path("me/", views.my_page, name="my_page"),
    path("teams/", views.team_list, name="team_list"),
    path("teams/<int:pk>/", views.team_page, name="team_page"),
    path("search/", views.search, name="search"),
]
