from django.urls import path

from deskmerit.web.intake import corrections_views as corrections

urlpatterns = [
    path("corrections/", corrections.correction_list, name="correction_list"),
    path("corrections/new/", corrections.correction_new, name="correction_new"),
    path("corrections/<int:pk>/", corrections.correction_page, name="correction_page"),
    path("corrections/<int:pk>/<slug:step>/", corrections.correction_act, name="correction_act"),
]
