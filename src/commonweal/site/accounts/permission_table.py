"""The permissions of each role as a page of the documentation, printed from the code."""

from __future__ import annotations

from commonweal.site.accounts.roles import MEANING, OF_THE_INSTALLATION, ROLES, Permission


def permission_page() -> str:
    """The page as Markdown: the roles, then a table of permission by role."""
    lines = [
        "# Roles and permissions",
        "",
        "This page is printed from the code by `commonweal accounts permissions`; a test compares the two.",
        "An action asks for one permission. Nobody passes unasked: a Django superuser holds no permission here.",
        "",
        "## Roles",
        "",
    ]
    for role in ROLES.values():
        granted = "" if role.can_be_granted else " It cannot be granted."
        lines.append(f"* **{role.title}** (`{role.name}`): {role.description}{granted}")
    lines += [
        "",
        "A role is granted for one organisation or for all, and reaches no further than that. What is marked with an",
        "asterisk concerns every organisation at once: it needs a role that was granted for all.",
        "",
        "## Permissions",
        "",
        "| permission | what it lets one do | " + " | ".join(role.title for role in ROLES.values()) + " |",
        "|---|---|" + "---|" * len(ROLES),
    ]
    for permission in Permission:
        cells = " | ".join("yes" if permission in role.permissions else "no" for role in ROLES.values())
        mark = " \\*" if permission in OF_THE_INSTALLATION else ""
        lines.append(f"| `{permission.value}`{mark} | {MEANING[permission]} | {cells} |")
    return "\n".join(lines) + "\n"
