"""Operations on allocations: what each ICB was given and why, what if, and fair shares of places."""

from __future__ import annotations

from ninja import Router

from commonweal.site.allocations.api.icbs import router as icbs
from commonweal.site.allocations.api.practice_data import router as practice_data
from commonweal.site.allocations.api.practice_diff import router as practice_diff
from commonweal.site.allocations.api.saved_places import router as saved_places
from commonweal.site.allocations.api.what_if import router as what_if

router = Router()
for part in (icbs, what_if, practice_data, practice_diff, saved_places):
    router.add_router("", part)
