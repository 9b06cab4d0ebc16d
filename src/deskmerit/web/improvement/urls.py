from django.urls import path

from deskmerit.web.improvement import views

urlpatterns = [
    path("", views.improvement_list, name="improvement_list"),
    path("new/<int:pk>/", views.new, name="improvement_new"),
    path("<int:pk>/", views.improvement_page, name="improvement_page"),
    path("<int:pk>/write/", views.write, name="improvement_write"),
    path("<int:pk>/do/<slug:step>/", views.step, name="improvement_step"),
    path("<int:pk>/now/<slug:step>/", views.now, name="improvement_now"),
    path("<int:pk>/scans/", views.scans, name="improvement_scans"),
    path("<int:pk>/form.pdf", views.printed_form, name="improvement_pdf"),
]
