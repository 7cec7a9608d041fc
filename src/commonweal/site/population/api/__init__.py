"""Operations on people and their needs: what the pages of published figures and of a system's own people show."""

from __future__ import annotations

from ninja import Router

from commonweal.site.population.api.by_deprivation import router as by_deprivation
from commonweal.site.population.api.compared import router as compared
from commonweal.site.population.api.control_charts import router as control_charts
from commonweal.site.population.api.own_changes import router as own_changes
from commonweal.site.population.api.own_conditions import router as own_conditions
from commonweal.site.population.api.own_people import router as own_people
from commonweal.site.population.api.projections import router as projections
from commonweal.site.population.api.registers import router as registers

router = Router(tags=["Population"])
for part in (registers, compared, control_charts, by_deprivation, projections, own_people, own_conditions, own_changes):
    router.add_router("", part)
