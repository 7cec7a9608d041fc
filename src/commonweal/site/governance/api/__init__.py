"""Operations on governance: handbooks, their check, may we decide this, meetings, and who decides what."""

from __future__ import annotations

from ninja import Router

from commonweal.site.governance.api.asking import router as asking
from commonweal.site.governance.api.reading import router as reading

router = Router(tags=["Governance"])
router.add_router("", asking)
router.add_router("", reading)

__all__ = ["router"]
