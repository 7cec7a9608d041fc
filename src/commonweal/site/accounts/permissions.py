"""Who may do what: a role that carries the permission is enough.

A room that asks for more says so in its own ``permissions`` module, with ``rules.set_perm``.
"""

from __future__ import annotations

import rules

from commonweal.site.accounts.authority import holds
from commonweal.site.accounts.roles import Permission

for _permission in Permission:
    if not rules.perm_exists(_permission.value):
        rules.add_perm(_permission.value, holds(_permission))
