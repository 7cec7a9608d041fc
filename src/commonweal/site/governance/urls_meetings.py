"""The addresses of the pages on which a clerk works: before, during and after a meeting."""

from __future__ import annotations

from django.urls import path

from commonweal.site.governance.views import meeting_after, meeting_item, meeting_live, meeting_plan

_ONE = "<str:system>/meetings/<str:meeting>/"

urlpatterns = [
    path("<str:system>/meetings/new/", meeting_plan.new_meeting, name="meeting_new"),
    path(f"{_ONE}settings/", meeting_plan.settings, name="meeting_settings"),
    path(f"{_ONE}agenda/", meeting_plan.agenda, name="agenda"),
    path(f"{_ONE}agenda/new/", meeting_plan.item, name="agenda_new"),
    path(f"{_ONE}agenda/<str:item>/", meeting_plan.item, name="agenda_item"),
    path(f"{_ONE}live/", meeting_live.live, name="live"),
    path(f"{_ONE}live/time/", meeting_live.correct_time, name="live_time"),
    path(f"{_ONE}live/<str:item>/", meeting_item.live_item, name="live_item"),
    path(f"{_ONE}outcomes/", meeting_after.outcomes, name="outcomes"),
    path(f"{_ONE}questions/", meeting_after.public_questions, name="questions"),
]
