"""The addresses of the pages about people."""

from django.urls import path

from deskmerit.web.org import views, views_teams, views_upload

urlpatterns = [
    path("", views.person_list, name="person_list"),
    path("new/", views.person_new, name="person_new"),
    path("teams/", views_teams.teams, name="teams"),
    path("teams/<int:pk>/close/", views_teams.team_close, name="team_close"),
    path("roles/", views_teams.roles, name="roles"),
    path("upload/", views_upload.people_upload, name="people_upload"),
    path("upload/apply/", views_upload.people_apply, name="people_apply"),
    path("<int:pk>/", views.person_page, name="person_page"),
    path("<int:pk>/edit/", views.person_edit, name="person_edit"),
    path("<int:pk>/add/<slug:kind>/", views.holding_add, name="holding_add"),
    path("<int:pk>/account/<slug:step>/", views.account_act, name="account_act"),
    path("<int:pk>/pseudonymise/", views.pseudonymise, name="pseudonymise"),
    path("end/<slug:kind>/<int:pk>/", views.holding_end, name="holding_end"),
]
