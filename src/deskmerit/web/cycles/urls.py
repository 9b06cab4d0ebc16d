from django.urls import path

from deskmerit.web.cycles import views, views_edit

urlpatterns = [
    path("", views.cycle_list, name="cycle_list"),
    path("new/", views_edit.cycle_new, name="cycle_new"),
    path("<int:pk>/", views.cycle_page, name="cycle_page"),
    path("<int:pk>/edit/", views_edit.cycle_edit, name="cycle_edit"),
    path("<int:pk>/run/", views.cycle_run, name="cycle_run"),
    path("<int:pk>/measure-again/", views.cycle_measure, name="cycle_measure"),
    path("<int:pk>/recompute/", views.cycle_recompute, name="cycle_recompute"),
    path("<int:pk>/sign/", views.cycle_sign, name="cycle_sign"),
    path("<int:pk>/gaps/", views.cycle_gaps, name="cycle_gaps"),
    path("<int:pk>/step/<slug:step>/", views.cycle_step, name="cycle_step"),
    path("<int:pk>/shift/", views_edit.shift_pick, name="shift_pick"),
    path("<int:pk>/shift/<int:person>/", views_edit.shift_new, name="shift_new"),
    path("shifts/<int:pk>/<slug:step>/", views_edit.shift_step, name="shift_step"),
]
