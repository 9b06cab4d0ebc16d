"""All addresses: each folder keeps its own list."""

from django.urls import include, path

from deskmerit.web.api.mount import API, unknown
from deskmerit.web.shared import attach, views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("language/", views.set_language, name="set_language"),
    path("theme/", views.set_theme, name="theme"),
    path("files/<int:pk>/", attach.download, name="attachment"),
    path("sign-in/", include("allauth.urls")),
    path("", include("deskmerit.web.insight.urls")),
    path("", include("deskmerit.web.accounts.urls")),
    path("people/", include("deskmerit.web.org.urls")),
    path("plans/", include("deskmerit.web.plans.urls")),
    path("cycles/", include("deskmerit.web.cycles.urls")),
    path("scorecards/", include("deskmerit.web.scorecards.urls")),
    path("quality/", include("deskmerit.web.quality.urls")),
    path("feedback/", include("deskmerit.web.feedback.urls")),
    path("interviews/", include("deskmerit.web.interviews.urls")),
    path("improvement/", include("deskmerit.web.improvement.urls")),
    path("appeals/", include("deskmerit.web.appeals.urls")),
    path("awards/", include("deskmerit.web.awards.urls")),
    path("data/", include("deskmerit.web.intake.urls")),
    path("audit/", include("deskmerit.web.audit.urls")),
    path("inbox/", include("deskmerit.web.notices.urls")),
    path("api/", API.urls),
    path("api/<path:rest>", unknown),
]
