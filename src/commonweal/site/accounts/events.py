"""What the acts of this room are called in words, for whoever reads the audit chain."""

from __future__ import annotations

from commonweal.site.audit.wording import tell

tell(
    {
        "accounts.added": ("Account added", "added {subject} as {role} for {organisation}"),
        "accounts.role_granted": ("Role granted", "granted {subject} the role of {role} for {organisation}"),
        "accounts.role_ended": ("Role ended", "ended the role of {role} for {organisation} that {subject} held"),
        "accounts.closed": ("Account closed", "ended {subject}'s access and roles"),
        "accounts.password_set": ("Password set", "set a new password for {subject}"),
        "accounts.signed_in": ("Signed in", "signed in"),
        "accounts.signed_in_by_provider": ("Signed in by single sign-on", "signed in by the word of {issuer}"),
        "accounts.linked": ("Single sign-on linked", "linked {subject} to single sign-on with {issuer}, by {known_by}"),
        "accounts.link_known": (
            "Subject of single sign-on noted",
            "came for the first time: from now on {subject} is known to {issuer} by its subject",
        ),
        "accounts.unlinked": ("Single sign-on ended", "ended single sign-on of {subject} with {issuer}"),
    }
)
