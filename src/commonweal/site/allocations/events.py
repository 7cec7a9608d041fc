"""What the acts of this room are called in words, for whoever reads the audit chain."""

from __future__ import annotations

from commonweal.site.audit.wording import name_kind, tell

tell(
    {
        "allocations.places_saved": (
            "Places saved",
            "saved {subject}, version {version}, for {icb}; places listed: {places}",
        )
    }
)
name_kind("place", "the definition", page="allocations:saved_places")
