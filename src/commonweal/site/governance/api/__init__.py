"""Operations on governance: handbooks, their check, may we decide this, meetings, registers, who decides what."""

from __future__ import annotations

from ninja import Router

from commonweal.site.governance.api.asking import router as asking
from commonweal.site.governance.api.meetings import router as meetings
from commonweal.site.governance.api.reading import router as reading
from commonweal.site.governance.api.registers import router as registers

router = Router(tags=["Governance"])
router.add_router("", asking)
router.add_router("", reading)
router.add_router("", meetings)
router.add_router("", registers)

__all__ = ["router"]
