from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("<int:pk>/", lambda r, pk: HttpResponse(""), name="interview_page")]
