from django.urls import path

from deskmerit.web.notices import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="notice_read_all"),
    path("settings/", views.settings, name="notice_settings"),
    path("settings/channels/", views.add_channel, name="channel_add"),
    path("settings/channels/<int:pk>/confirm/", views.confirm_channel, name="channel_confirm"),
    path("settings/channels/<int:pk>/remove/", views.remove_channel, name="channel_remove"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/again/", views.try_again, name="outbox_again"),
    path("<int:pk>/", views.open_notice, name="notice_open"),
    path("<int:pk>/mark/", views.mark, name="notice_mark"),
]
