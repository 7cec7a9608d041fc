"""``commonweal accounts``: the accounts of this installation and the roles that they hold."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json, print_table
from commonweal.problems import BadInput, Problem

if TYPE_CHECKING:
    from commonweal.governance.handbook import Person
    from commonweal.site.accounts.models import User
    from commonweal.site.audit.actors import Actor

HELP = "Add an account, grant or end a role, link single sign-on, close an account, or list who may do what."

_LONGEST = 4096
_EVERY = "every organisation"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = commands.add_parser("add", help="add an account; the password is asked for, or read from a file")
    add.add_argument("name", help="the user name to sign in with")
    add.add_argument("--display-name", default="", metavar="TEXT", help="the name shown on pages")
    password = commands.add_parser("password", help="give an account a new password")
    password.add_argument("name", help="the user name")
    grant = commands.add_parser("grant", help="grant a role to an account")
    grant.add_argument("name", help="the user name")
    end = commands.add_parser("end", help="end a role that an account holds")
    end.add_argument("name", help="the user name")
    close = commands.add_parser("close", help="close an account and end its roles")
    close.add_argument("name", help="the user name")
    for command in (add, grant, end):
        command.add_argument(
            "--role", required=True, help="such as analyst; `commonweal accounts permissions` lists them"
        )
        command.add_argument(
            "--organisation",
            default="",
            metavar="CODE",
            help=f"the organisation that the role is for (without: {_EVERY})",
        )
    for command in (add, grant):
        command.add_argument(
            "--person",
            default="",
            metavar="ID",
            help="who the holder is in the organisation's handbook: whose interests they declare, on whose bodies they "
            "sit, whose place they lead",
        )
    for command in (add, password):
        command.add_argument(
            "--password-file",
            type=Path,
            metavar="FILE",
            help="read the password from the first line of a file (- is input)",
        )
    add.add_argument("--no-password", action="store_true", help="for single sign-on alone: no password opens it")
    link = commands.add_parser("link", help="say who may sign in to an account by single sign-on")
    link.add_argument("name", help="the user name")
    who = link.add_mutually_exclusive_group(required=True)
    who.add_argument("--subject", default="", help="the provider's lasting name for the person")
    who.add_argument(
        "--email",
        default="",
        metavar="ADDRESS",
        help="an address that the provider has verified; it counts until the person first comes",
    )
    unlink = commands.add_parser("unlink", help="end single sign-on to an account")
    unlink.add_argument("name", help="the user name")
    listing = commands.add_parser("list", help="every account with its roles")
    add_json_flag(listing)
    commands.add_parser("permissions", help="every permission by role, as a page in Markdown")


def run(options: argparse.Namespace) -> int:
    """Do what was asked, in the name of the operator."""
    if options.action == "permissions":
        from commonweal.site.accounts.permission_table import permission_page

        print(permission_page(), end="")
        return 0
    from commonweal.site.command_line import ready

    ready()
    if options.action == "list":
        return _list(options)
    from django.core.exceptions import PermissionDenied

    try:
        print(_change(options))
    except PermissionDenied as refused:
        raise BadInput(str(refused)) from refused
    return 0


def _change(options: argparse.Namespace) -> str:
    from commonweal.site.accounts import actions
    from commonweal.site.audit.actors import Operator

    by = Operator()
    where = options.organisation.upper() or _EVERY if hasattr(options, "organisation") else ""
    if options.action == "add":
        # What cannot be used is told before anybody is asked for a password.
        actions.check_new_account(options.name, options.role, options.organisation, options.person)
        _require_in_handbook(options)
        made = actions.add_account(
            by=by,
            username=options.name,
            password=None if options.no_password else _password(options.password_file),
            role=options.role,
            organisation_code=options.organisation,
            display_name=options.display_name,
            person=options.person,
        )
        return f"Added {made.username} as {options.role} for {where}{_who(options)} ({made.reference})."
    account = _account(options.name)
    match options.action:
        case "password":
            actions.set_password(by=by, account=account, password=_password(options.password_file))
            return f"{account.username} has a new password."
        case "grant":
            actions.check_role(options.role, options.organisation, options.person)
            _require_in_handbook(options)
            actions.grant_role(
                by=by,
                account=account,
                role=options.role,
                organisation_code=options.organisation,
                person=options.person,
            )
            return f"{account.username} is now {options.role} for {where}{_who(options)}."
        case "end":
            actions.end_role(by=by, account=account, role=options.role, organisation_code=options.organisation)
            return f"{account.username} is no longer {options.role} for {where}."
        case "link" | "unlink":
            return _link(by, account, options)
    actions.close_account(by=by, account=account)
    return f"Closed {account.username}; its roles have ended."


def _who(options: argparse.Namespace) -> str:
    return f", and {options.person} in its handbook" if options.person else ""


def _require_in_handbook(options: argparse.Namespace) -> None:
    """Refuse somebody whom the organisation's handbook does not have.

    Raises:
        BadInput: It has nobody of this id, or no handbook of the organisation is kept here.
    """
    if not options.person or not options.organisation:
        return  # who is for every organisation stands in no handbook: the action says so
    from commonweal.governance.handbook import Person
    from commonweal.site.governance.command_line import handbook_if_stored

    held = handbook_if_stored(options.organisation) or handbook_if_stored(options.organisation.upper())
    if held is None:
        do = "import one first with `commonweal handbook import FILE --system CODE`"
        what = "no handbook of this organisation is kept here, so that nobody can be found in it"
        raise BadInput(Problem(what, given=options.organisation, do=do))
    if not held.rows(Person, person=options.person.strip()):
        near = _near(options.person, held.rows(Person))
        do = f"did you mean {near}?" if near else "see the sheet people"
        raise BadInput(Problem("the handbook has nobody of this id", given=options.person, do=do))


def _near(given: str, people: Sequence[Person]) -> str:
    """The people whose id or name is most like what was given, with both."""
    wanted = given.strip().casefold()
    keys = {key.casefold(): row for row in people for key in (row.name, row.person)}
    close = get_close_matches(wanted, list(keys), n=3, cutoff=0.6)
    within = [key for key in keys if len(wanted) > 2 and wanted in key]
    found = dict.fromkeys(keys[key].person for key in (*close, *within))
    names = {row.person: row.name for row in people}
    return " or ".join(f"{person} ({names[person]})" for person in list(found)[:3])


def _link(by: Actor, account: User, options: argparse.Namespace) -> str:
    from django.conf import settings

    from commonweal.site.accounts import linking

    provider = settings.SINGLE_SIGN_ON
    if provider is None:
        raise BadInput(
            Problem(
                "this installation has no single sign-on",
                do="set COMMONWEAL_OIDC_ISSUER and what goes with it; see docs/how-to/single-sign-on.md",
            )
        )
    if options.action == "unlink":
        linking.unlink(by=by, account=account, issuer=provider.issuer)
        return f"{account.username} is no longer linked to {provider.name}."
    linking.link(by=by, account=account, issuer=provider.issuer, subject=options.subject, email=options.email)
    return f"{account.username} is linked to {provider.name}; what it may do, its roles say."


def _account(name: str) -> User:
    from commonweal.site.accounts.models import User

    found = User.objects.filter(username=name.strip().lower()).first()
    if found is None:
        raise BadInput(
            Problem("there is no account with this user name", given=name, do="see `commonweal accounts list`")
        )
    return found


def _list(options: argparse.Namespace) -> int:
    from commonweal.site.accounts.models import User

    rows: list[dict[str, Any]] = [
        {
            "user_name": account.username,
            "name": account.display_name,
            "roles": [
                {"role": grant.role, "organisation": grant.organisation_code, "person": grant.person}
                for grant in account.current_grants()
            ],
            "open": account.is_active,
            "reference": account.reference,
        }
        for account in User.objects.order_by("username")
    ]
    if options.json:
        print_json(rows)
        return 0
    if not rows:
        print("There are no accounts. Add one: commonweal accounts add NAME --role administrator")
        return 0
    for row in rows:
        row["roles"] = "; ".join(map(_role_told, row["roles"]))
        row["open"] = "open" if row["open"] else "closed"
    print_table(rows, ["user_name", "name", "roles", "open", "reference"])
    return 0


def _role_told(held: dict[str, str]) -> str:
    person = f" as {held['person']}" if held["person"] else ""
    return f"{held['role']} for {held['organisation'] or _EVERY}{person}"


def _first_line(file: Path) -> str:
    """The first line, of a pipe too; never more than that, as a device has no end."""
    with file.open(encoding="utf-8") as stream:
        return stream.readline(_LONGEST + 2)


def _password(file: Path | None) -> str:
    if file is not None:
        try:
            text = sys.stdin.readline(_LONGEST + 2) if str(file) == "-" else _first_line(file)
        except (OSError, ValueError) as error:
            raise BadInput(Problem("the password file cannot be read", file=str(file), do="check its name")) from error
        password = (text.splitlines() or [""])[0]
        if len(password) > _LONGEST:
            raise BadInput(
                Problem("the first line is too long for a password", file=str(file), expected=f"at most {_LONGEST:,}")
            )
        return password
    if not sys.stdin.isatty():
        raise BadInput(
            Problem(
                "there is no terminal to ask for the password",
                do="give --password-file FILE, or - to read it from input",
            )
        )
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise BadInput("the two passwords are not the same")
    return first
