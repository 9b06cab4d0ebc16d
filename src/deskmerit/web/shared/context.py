"""What every page shows around its content: navigation, what waits, theme, language."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from deskmerit.web.shared.nav import nav_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Navigation by role, counts of what waits and what is unread, theme and name."""
    theme = request.COOKIES.get("deskmerit_theme", "auto")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"theme": theme if theme in ("light", "dark") else "auto", "nav": []}
    from deskmerit.web.insight.queries import waiting_count

    return {
        "theme": user.theme,
        "nav": nav_of(request),
        "todo_count": SimpleLazyObject(lambda: waiting_count(user)),  # a page that knows it gives it itself
        "unread_count": user.notices.filter(read_at=None).count(),
        "user_name": str(user),
    }
