from django.urls import path

from deskmerit.web.awards import views, views_bases, views_certificates, views_runs, views_wishes

urlpatterns = [
    path("", views.award_list, name="award_list"),
    path("ledger/", views.ledger, name="ledger_list"),
    path("runs/new/", views_runs.new, name="award_run_new"),
    path("runs/<int:pk>/", views_runs.page, name="award_run"),
    path("runs/<int:pk>/form.pdf", views_runs.print_run, name="award_run_form"),
    path("runs/<int:pk>/calculate/", views_runs.calculate, name="award_run_calculate"),
    path("runs/<int:pk>/payroll.<slug:form>", views_runs.payroll_file, name="award_run_payroll"),
    path("runs/<int:pk>/<slug:name>/", views_runs.step, name="award_run_step"),
    path("bases/", views_bases.page, name="base_list"),
    path("bases/import/", views_bases.load, name="base_import"),
    path("bases/<int:pk>/withdraw/", views_bases.withdraw, name="base_withdraw"),
    path("wishes/", views_wishes.own, name="wish_page"),
    path("wishes/new/", views_wishes.new, name="wish_round_new"),
    path("wishes/<int:pk>/", views_wishes.page, name="wish_round"),
    path("wishes/<int:pk>/rank/", views_wishes.rank, name="wish_rank"),
    path("wishes/<int:pk>/<slug:name>/", views_wishes.step, name="wish_round_step"),
    path("certificates/", views_certificates.page, name="certificate_list"),
    path("certificates/check/", views_certificates.check, name="certificate_check"),
    path("certificates/issue/<int:pk>/", views_certificates.issue, name="certificate_issue"),
    path("certificates/<int:pk>.pdf", views_certificates.download, name="certificate_pdf"),
    path("certificates/<int:pk>/revoke/", views_certificates.revoke, name="certificate_revoke"),
]
