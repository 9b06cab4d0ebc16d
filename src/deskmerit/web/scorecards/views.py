"""The pages of a scorecard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from deskmerit.web.scorecards import access
from deskmerit.web.shared.act import user_of


def scorecard(request: HttpRequest, pk: int) -> HttpResponse:
    """A published result."""
    result = get_object_or_404(access.visible_to(user_of(request)), pk=pk)
    return render(request, "scorecards/page.html", {"result": result})
