"""The pages of a cycle."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from deskmerit.web.cycles import access
from deskmerit.web.shared.act import user_of


def cycle_list(request: HttpRequest) -> HttpResponse:
    """The cycles somebody may see."""
    return render(request, "cycles/list.html", {"cycles": access.visible_to(user_of(request))})


def cycle_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One cycle."""
    cycle = get_object_or_404(access.visible_to(user_of(request)), pk=pk)
    return render(request, "cycles/page.html", {"cycle": cycle})
