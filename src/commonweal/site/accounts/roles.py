"""The roles and what each may do, as data that can be read as a policy.

``commonweal accounts permissions`` prints them as a table; ``docs/reference/permissions.md`` is that table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """Everything that may be permitted, as ``room.do_it``. An action asks for exactly one of these."""

    READ_PUBLISHED = "pages.read_published"
    ISSUE_RECEIPT = "receipts.issue"
    READ_PERSONAL_RECEIPT = "receipts.read_personal"
    SAVE_PLACE = "allocations.save_place"
    SAVE_SCENARIO = "allocations.save_scenario"
    LOAD_REGISTER = "organisations.load_register"
    KEEP_AGGREGATES = "population.keep_aggregates"
    READ_HANDBOOK = "governance.read_handbook"
    EDIT_HANDBOOK = "governance.edit_handbook"
    KEEP_OWN_ROWS = "governance.keep_own_rows"
    APPROVE_NOMINEE = "governance.approve_nominee"
    DECLARE_OWN_INTERESTS = "governance.declare_own_interests"
    READ_OWN_BODIES = "governance.read_own_bodies"
    CLERK_PLACE = "governance.clerk_place"
    PURGE_REGISTER = "governance.purge_register"
    READ_AUDIT = "audit.read_events"
    VERIFY_AUDIT = "audit.verify_chain"
    READ_ACCOUNTS = "accounts.read_accounts"
    ADD_ACCOUNT = "accounts.add_account"
    CHANGE_ROLES = "accounts.change_roles"
    CLOSE_ACCOUNT = "accounts.close_account"
    SET_PASSWORD = "accounts.set_password"  # noqa: S105  (a permission, no secret)
    LINK_ACCOUNT = "accounts.link_account"
    BACK_UP = "installation.back_up"
    RESTORE = "installation.restore"


MEANING = {
    Permission.READ_PUBLISHED: "Read every page that the public may read, and download what it shows",
    Permission.ISSUE_RECEIPT: "Have the receipt of an answer entered in the audit chain",
    Permission.READ_PERSONAL_RECEIPT: "Read the personal facts in a receipt that was issued to somebody else",
    Permission.SAVE_PLACE: "Save the definition of a place in the role's organisation",
    Permission.SAVE_SCENARIO: "Save a scenario for the role's organisation",
    Permission.LOAD_REGISTER: "Load a register of organisations",
    Permission.KEEP_AGGREGATES: "Put aggregates of the role's system on its population pages",
    Permission.READ_HANDBOOK: "Read every row of the governance handbook of the role's organisation, and check it",
    Permission.EDIT_HANDBOOK: "Import, enter, end or withdraw any row of the handbook of the role's organisation",
    Permission.KEEP_OWN_ROWS: "See and edit the rows of any handbook that the role's organisation answers for itself",
    Permission.APPROVE_NOMINEE: "Enter the chair's approval of whom a nomination ballot put forward, and nothing else",
    Permission.DECLARE_OWN_INTERESTS: "Declare and confirm the interests of the one person that the role names",
    Permission.READ_OWN_BODIES: "Read the papers, also private ones, of the bodies on which the person that the "
    "role names sits now, and ask whether those may decide something",
    Permission.CLERK_PLACE: "Plan and clerk the meetings of the committee of the place that the role is for, or that "
    "the person whom it names leads, and read its registers",
    Permission.PURGE_REGISTER: "Erase statements of interests that need be kept no longer",
    Permission.READ_AUDIT: "Read the events of the audit chain",
    Permission.VERIFY_AUDIT: "Verify the audit chain",
    Permission.READ_ACCOUNTS: "See who has an account and which roles",
    Permission.ADD_ACCOUNT: "Add an account",
    Permission.CHANGE_ROLES: "Grant a role to an account, or end one",
    Permission.CLOSE_ACCOUNT: "Close an account",
    Permission.SET_PASSWORD: "Give an account a new password, when its own is forgotten",
    Permission.LINK_ACCOUNT: "Say who may sign in to an account by single sign-on, or end that",
    Permission.BACK_UP: "Write a backup of the installation",
    Permission.RESTORE: "Restore the installation from a backup",
}
"""What each permission lets one do, in a plain sentence without a full stop."""

_P = Permission

OF_THE_INSTALLATION = frozenset(
    {
        _P.READ_PERSONAL_RECEIPT,
        _P.LOAD_REGISTER,
        _P.READ_AUDIT,
        _P.VERIFY_AUDIT,
        _P.READ_ACCOUNTS,
        _P.BACK_UP,
        _P.RESTORE,
    }
)
"""What concerns every organisation at once: a role that was granted for one organisation does not reach so far."""

OF_A_PERSON = frozenset({_P.DECLARE_OWN_INTERESTS, _P.READ_OWN_BODIES, _P.CLERK_PLACE})
"""What hangs on who the holder is in the handbook of the role's organisation."""


@dataclass(frozen=True)
class Role:
    """A role: its name in records, its name on pages, who holds it, and what it may do."""

    name: str
    title: str
    description: str
    permissions: frozenset[Permission]
    can_be_granted: bool = True


_PUBLIC = frozenset({_P.READ_PUBLISHED})
_ANALYSIS = _PUBLIC | {_P.ISSUE_RECEIPT, _P.SAVE_PLACE, _P.SAVE_SCENARIO}

ROLES = {
    role.name: role
    for role in (
        Role("public", "Public", "Anyone, without signing in.", _PUBLIC, can_be_granted=False),
        Role(
            "analyst",
            "Finance or strategy analyst",
            "Works on allocations and scenarios for an integrated care board.",
            _ANALYSIS | {_P.LOAD_REGISTER, _P.KEEP_AGGREGATES},
        ),
        Role(
            "place_lead",
            "Place or PCN lead",
            "Asks what a place's fair share is, keeps the place's definition, and clerks the place's own committee.",
            _ANALYSIS | {_P.CLERK_PLACE},
        ),
        Role(
            "system_finance_director",
            "System finance director",
            "Answers for the money of an integrated care system.",
            _ANALYSIS | {_P.LOAD_REGISTER, _P.READ_AUDIT, _P.VERIFY_AUDIT},
        ),
        Role(
            "company_secretary",
            "Company secretary",
            "Keeps the governance handbook of an integrated care board: its bodies, seats, interests and meetings.",
            _PUBLIC | {_P.ISSUE_RECEIPT, _P.READ_HANDBOOK, _P.EDIT_HANDBOOK, _P.PURGE_REGISTER},
        ),
        Role(
            "chair",
            "Chair",
            "Chairs an integrated care board: reads all of its handbook, rules on interests, approves nominees.",
            _PUBLIC | {_P.ISSUE_RECEIPT, _P.READ_HANDBOOK, _P.APPROVE_NOMINEE, _P.DECLARE_OWN_INTERESTS},
        ),
        Role(
            "member",
            "Board or committee member",
            "Sits on a body of an integrated care system: reads the papers of that body, asks whether it may decide "
            "something, and declares interests of their own.",
            _PUBLIC | {_P.ISSUE_RECEIPT, _P.DECLARE_OWN_INTERESTS, _P.READ_OWN_BODIES},
        ),
        Role(
            "partner_organisation",
            "Partner organisation",
            "A trust, council or practice network: keeps what a handbook says of itself, and sees no more than that.",
            _PUBLIC | {_P.KEEP_OWN_ROWS},
        ),
        Role(
            "auditor",
            "Auditor",
            "Internal or external audit: reads what was done and proves it, and changes nothing.",
            _PUBLIC
            | {
                _P.ISSUE_RECEIPT,
                _P.READ_PERSONAL_RECEIPT,
                _P.READ_HANDBOOK,
                _P.READ_AUDIT,
                _P.VERIFY_AUDIT,
                _P.READ_ACCOUNTS,
            },
        ),
        Role(
            "administrator",
            "Administrator",
            "Looks after accounts. Holds no power over money or decisions.",
            _PUBLIC
            | {
                _P.READ_ACCOUNTS,
                _P.ADD_ACCOUNT,
                _P.CHANGE_ROLES,
                _P.CLOSE_ACCOUNT,
                _P.SET_PASSWORD,
                _P.LINK_ACCOUNT,
                _P.VERIFY_AUDIT,
            },
        ),
        Role(
            "operator",
            "Operator",
            "Whoever runs commands on the machine that holds the installation.",
            _PUBLIC
            | {
                _P.ISSUE_RECEIPT,
                _P.READ_PERSONAL_RECEIPT,
                _P.LOAD_REGISTER,
                _P.KEEP_AGGREGATES,
                _P.READ_HANDBOOK,
                _P.EDIT_HANDBOOK,
                _P.PURGE_REGISTER,
                _P.READ_AUDIT,
                _P.VERIFY_AUDIT,
                _P.READ_ACCOUNTS,
                _P.ADD_ACCOUNT,
                _P.CHANGE_ROLES,
                _P.CLOSE_ACCOUNT,
                _P.SET_PASSWORD,
                _P.LINK_ACCOUNT,
                _P.BACK_UP,
                _P.RESTORE,
            },
            can_be_granted=False,
        ),
    )
}
"""The roles by name, in the order in which they are shown."""


class UnknownName(KeyError):  # noqa: N818  (it names what is unknown)
    """A role or permission was named that does not exist."""

    def __str__(self) -> str:
        return str(self.args[0])


def role_named(name: str) -> Role:
    """The role with this name.

    Raises:
        UnknownName: There is none; the message lists those there are.

    Example:
        >>> role_named("auditor").title
        'Auditor'
    """
    try:
        return ROLES[name]
    except KeyError:
        raise UnknownName(f'there is no role "{name}"; the roles are {", ".join(ROLES)}') from None


def permission_named(name: str) -> Permission:
    """The permission with this name.

    Raises:
        UnknownName: There is none; a misspelt permission must never be one that nobody holds, or everybody.
    """
    try:
        return Permission(name)
    except ValueError:
        raise UnknownName(f'there is no permission "{name}"') from None


def holders(permission: Permission) -> tuple[Role, ...]:
    """The roles that carry a permission."""
    return tuple(role for role in ROLES.values() if permission in role.permissions)
