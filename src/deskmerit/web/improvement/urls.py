from django.urls import path
from django.http import HttpResponse

urlpatterns = [path("<int:pk>/", lambda r, pk: HttpResponse(""), name="improvement_page")]
