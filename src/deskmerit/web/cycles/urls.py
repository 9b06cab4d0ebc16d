from django.urls import path

from deskmerit.web.cycles import views

urlpatterns = [
    path("", views.cycle_list, name="cycle_list"),
    path("<int:pk>/", views.cycle_page, name="cycle_page"),
]
