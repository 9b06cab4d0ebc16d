from django.urls import path

from deskmerit.web.scorecards import views, views_restate

urlpatterns = [
    path("<int:pk>/", views.scorecard, name="scorecard"),
    path("<int:pk>/scorecard.pdf", views.scorecard_pdf, name="scorecard_pdf"),
    path("<int:pk>/scorecard.xlsx", views.scorecard_workbook, name="scorecard_workbook"),
    path("<int:pk>/received/", views.receive, name="scorecard_receive"),
    path("<int:pk>/view/", views.say, name="scorecard_say"),
    path("<int:pk>/remark/", views.remark, name="scorecard_remark"),
    path("running/<int:pk>/", views.running, name="running"),
    path("restatements/<int:pk>/", views_restate.page, name="restatement_page"),
    path("restatements/<int:pk>/form.pdf", views_restate.form, name="restatement_form"),
    path("restatements/<int:pk>/<slug:step>/", views_restate.decide, name="restatement_step"),
    path("restatements/of/<int:cycle>/", views_restate.differences, name="restatement_list"),
]
