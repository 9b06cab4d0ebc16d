from django.urls import path

from deskmerit.web.intake import corrections_views as corrections
from deskmerit.web.intake import entries_views as entries
from deskmerit.web.intake import imports_views as imports
from deskmerit.web.intake import sources_views as sources
from deskmerit.web.intake import views

urlpatterns = [
    path("", views.data_home, name="data_home"),
    path("sources/<str:name>/", sources.source_page, name="source_page"),
    path("sources/<str:name>/sync/", sources.source_sync, name="source_sync"),
    path("logins/", views.login_name, name="login_name"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/<int:pk>/", imports.import_page, name="import_page"),
    path("imports/<int:pk>/rejected/", imports.import_left, name="import_left"),
    path("imports/<int:pk>/<slug:step>/", imports.import_act, name="import_act"),
    path("rows/", entries.entry_list, name="entry_list"),
    path("rows/confirm/", entries.entries_confirm, name="entries_confirm"),
    path("rows/new/<slug:table>/", entries.entry_new, name="entry_new"),
    path("rows/<int:pk>/", entries.entry_page, name="entry_page"),
    path("rows/<int:pk>/<slug:step>/", entries.entry_act, name="entry_act"),
    path("corrections/", corrections.correction_list, name="correction_list"),
    path("corrections/new/", corrections.correction_new, name="correction_new"),
    path("corrections/<int:pk>/", corrections.correction_page, name="correction_page"),
    path("corrections/<int:pk>/form.pdf", corrections.correction_form, name="correction_form"),
    path("corrections/<int:pk>/<slug:step>/", corrections.correction_act, name="correction_act"),
]
