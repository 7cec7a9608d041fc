"""What is done to the installation as a whole, in words, for whoever reads the audit chain."""

from __future__ import annotations

from commonweal.site.audit.wording import name_kind, tell

tell(
    {
        "installation.backed_up": ("Backup written", "wrote {subject}, of {bytes} bytes"),
        "installation.restored": (
            "Restored from a backup",
            "restored the backup made at {backup_made_at}, to {subject}",
        ),
    }
)
name_kind("backup", "the backup")
name_kind("head", "the head")
