"""The addresses of the pages about governance."""

from __future__ import annotations

from django.urls import path

from commonweal.site.governance.urls_meetings import urlpatterns as pages_of_meetings
from commonweal.site.governance.views import (
    ballots,
    check,
    decide,
    importing,
    index,
    meetings,
    merger,
    own_interests,
    reading,
    receipts,
    reform,
    registers,
    row_edit,
    rows,
    rules,
)

app_name = "governance"

urlpatterns = [
    path("", index.index, name="index"),
    path("import/", importing.import_page, name="import"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<str:rule>/", rules.rule, name="rule"),
    path("<str:system>/", index.system, name="system"),
    path("<str:system>/check/", check.check, name="check"),
    path("<str:system>/decide/", decide.decide, name="decide"),
    path("<str:system>/meetings/", meetings.meetings, name="meetings"),
    *pages_of_meetings,
    path("<str:system>/meetings/<str:meeting>/", meetings.meeting, name="meeting"),
    path("<str:system>/meetings/<str:meeting>/draft-minutes.docx", meetings.minutes, name="minutes"),
    path("<str:system>/bodies/", reading.bodies, name="bodies"),
    path("<str:system>/interests/", reading.interests, name="interests"),
    path("<str:system>/functions/", reading.functions, name="functions"),
    path("<str:system>/functions/drawing.svg", reading.drawing, name="drawing"),
    path("<str:system>/ballots/", ballots.ballots, name="ballots"),
    path("<str:system>/ballots/open/", ballots.open_ballot, name="ballot-open"),
    path("<str:system>/ballots/<str:ballot>/", ballots.ballot, name="ballot"),
    path("<str:system>/merger/", merger.merger, name="merger"),
    path("<str:system>/merger/cluster/", merger.cluster, name="cluster"),
    path("<str:system>/reform/", reform.reform, name="reform"),
    path("<str:system>/my-interests/", own_interests.own_interests, name="my-interests"),
    path("<str:system>/registers/", registers.registers, name="registers"),
    path("<str:system>/registers/<str:register>/", registers.register, name="register"),
    path("<str:system>/sheets/", rows.sheets, name="sheets"),
    path("<str:system>/sheets/<str:table>/", rows.sheet, name="sheet"),
    path("<str:system>/sheets/<str:table>/new/", row_edit.new_row, name="row-new"),
    path("<str:system>/sheets/<str:table>/<str:row>/", rows.one_row, name="row"),
    path("<str:system>/sheets/<str:table>/<str:row>/edit/", row_edit.edit_row, name="row-edit"),
    path("<str:system>/sheets/<str:table>/<str:row>/end/", row_edit.end_row, name="row-end"),
    path("<str:system>/sheets/<str:table>/<str:row>/withdraw/", row_edit.withdraw_row, name="row-withdraw"),
    path("<str:system>/receipt/", receipts.receipt, name="receipt"),
]
