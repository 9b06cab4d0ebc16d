"""Home by role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, by deadline."""
    return render(request, "insight/home.html", {})
