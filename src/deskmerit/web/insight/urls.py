from django.urls import path

from deskmerit.web.insight import views

urlpatterns = [path("", views.home, name="home")]
