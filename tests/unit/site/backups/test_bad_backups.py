"""Backups that were damaged, cut, forged or made to harm: each is refused, and nothing is touched."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from pathlib import Path

import pytest

from commonweal.problems import BadInput
from commonweal.site.audit.actions import head
from commonweal.site.audit.chain import Head
from commonweal.site.audit.models import AuditEvent
from commonweal.site.backups import check, restore, write
from commonweal.site.backups.manifest import NAME


@pytest.fixture
def good(installation, operator, tmp_path) -> Path:
    return write(tmp_path / "good.zip", by=operator).file


@pytest.fixture
def refused(installation, operator, tmp_path):
    """Check and restore a file; gives the message, and proves that nothing was touched."""
    target = tmp_path / "outside.txt"

    def run(file: Path, said: str, **options) -> str:
        before, names = head(), sorted(installation.home.rglob("*"))
        with pytest.raises(BadInput, match=said) as told:
            check(file, **options)
        with pytest.raises(BadInput, match=said):
            restore(file, by=operator, force=True, **options)
        assert head() == before
        assert sorted(installation.home.rglob("*")) in (names, sorted([*names, installation.home / ".restore.lock"]))
        assert not target.exists()
        return str(told.value)

    return run


def rewrite(good: Path, into: Path, *, change=None, manifest=None, add=None, drop=()) -> Path:
    """Write a backup again with parts changed; the manifest is made to fit them unless it is changed itself."""
    with zipfile.ZipFile(good) as source:
        parts = {name: source.read(name) for name in source.namelist() if name not in drop}
    content = json.loads(parts.pop(NAME))
    for name, alter in (change or {}).items():
        parts[name] = alter(parts[name])
    for part in content["parts"]:
        if part["name"] in parts:
            held = parts[part["name"]]
            part |= {"size": len(held), "sha256": hashlib.sha256(held).hexdigest()}
            if part["rows"] is not None:
                part["rows"] = held.count(b"\n")
    if manifest:
        manifest(content)
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as target:
        for name, held in parts.items():
            target.writestr(name, held)
        for entry, held in add or []:
            target.writestr(entry, held)
        target.writestr(NAME, json.dumps(content))
    return into


CHAIN = "records/audit.auditevent.jsonl"
RECEIPTS = "records/receipts.keptreceipt.jsonl"


def test_rewritten_without_change_is_good(good, tmp_path):
    assert check(rewrite(good, tmp_path / "same.zip")).audit_head.count == 6


@pytest.mark.parametrize("cut", [0, 10, 2000, -1, -30])
def test_cut_short(good, refused, tmp_path, cut):
    file = tmp_path / "cut.zip"
    file.write_bytes(good.read_bytes()[:cut])
    refused(file, "not a backup, or it is cut short|cannot be read|damaged")


def test_byte_flipped_anywhere_is_noticed(good, refused, tmp_path):
    whole = good.read_bytes()
    file = tmp_path / "flipped.zip"
    for place in range(60, len(whole) // 2, len(whole) // 7):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        refused(file, ".")


def test_what_is_no_backup(refused, tmp_path):
    refused(tmp_path, "a folder, not a backup")
    refused(tmp_path / "none.zip", "no such file")
    text = tmp_path / "text.zip"
    text.write_text("hello " * 1000)
    refused(text, "not a backup, or it is cut short")
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("letter.txt", "Dear Sir")
    refused(other, "a zip file, but not a backup")
    huge = tmp_path / "huge.zip"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)
    refused(huge, "not a backup, or it is cut short")


def test_part_changed_under_its_old_hash(good, refused, tmp_path):
    with zipfile.ZipFile(good) as source:
        hashes = {part["name"]: part for part in json.loads(source.read(NAME))["parts"]}

    def keep_hash(content):
        for part in content["parts"]:
            part["sha256"] = hashes[part["name"]]["sha256"]

    change = {CHAIN: lambda held: held.replace(b"operator:1000", b"operator:1001")}
    refused(rewrite(good, tmp_path / "bad.zip", change=change, manifest=keep_hash), "was changed")


def test_forged_event_with_a_fitting_manifest(good, refused, tmp_path):
    change = {CHAIN: lambda held: held.replace(b'"operator:1000"', b'"operator:1001"', 1)}
    refused(
        rewrite(good, tmp_path / "bad.zip", change=change), "audit chain in this backup is broken: event 1 was changed"
    )


def test_last_event_removed_with_a_fitting_manifest(good, refused, tmp_path):
    change = {CHAIN: lambda held: b"".join(held.splitlines(keepends=True)[:-1])}
    refused(rewrite(good, tmp_path / "bad.zip", change=change), "does not end where its manifest says")


def test_receipt_forged(good, refused, tmp_path):
    change = {RECEIPTS: lambda held: held.replace(b"So many.", b"So few..", 1)}
    refused(rewrite(good, tmp_path / "bad.zip", change=change), "a receipt does not hold: The contents do not match")


def test_receipt_that_the_chain_does_not_hold(good, refused, tmp_path):
    def unregistered(held: bytes) -> bytes:
        from commonweal.answers import Receipt, SigningKey
        from commonweal.home import home

        rows = [json.loads(line) for line in held.splitlines()]
        body = json.loads(rows[0]["text"])["body"] | {"issued_at": "2030-01-01T00:00:00+00:00"}
        again = Receipt._signed(body, SigningKey.of_installation(home()))
        rows[0] |= {"digest": again.digest, "text": again.to_text()}
        return b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    refused(rewrite(good, tmp_path / "bad.zip", change={RECEIPTS: unregistered}), "does not hold its digest")


def test_receipts_without_the_key(good, refused, tmp_path):
    name = "files/keys/receipt-signing-key.pem"

    def without(content):
        content["parts"] = [part for part in content["parts"] if part["name"] != name]

    refused(
        rewrite(good, tmp_path / "bad.zip", drop={name}, manifest=without), "is not known here: the signer is unproved"
    )


def test_archive_that_is_not_what_its_name_says(good, refused, tmp_path):
    with zipfile.ZipFile(good) as source:
        name = next(name for name in source.namelist() if name.startswith("files/archive/"))
    change = {name: lambda held: held + b"A81002,1\n"}
    refused(rewrite(good, tmp_path / "bad.zip", change=change), "not what its name says")


def test_records_that_cannot_be_read(good, refused, tmp_path):
    for number, line in enumerate((b"not json\n", b"{}\n", b'{"sequence": "x"}\n', b"[1]\n")):
        change = {CHAIN: lambda held, line=line: held + line}
        refused(rewrite(good, tmp_path / f"bad-{number}.zip", change=change), "row 7: this line is no audit event")


def test_records_of_an_unknown_kind_and_missing_records(good, refused, tmp_path):
    def extra(content):
        held = b"{}\n"
        content["parts"].append(
            {"name": "records/other.thing.jsonl", "size": 3, "sha256": hashlib.sha256(held).hexdigest(), "rows": 1}
        )

    bad = rewrite(good, tmp_path / "bad.zip", manifest=extra, add=[("records/other.thing.jsonl", b"{}\n")])
    refused(bad, "kind that this version does not know")

    def fewer(content):
        content["parts"] = [part for part in content["parts"] if part["name"] != RECEIPTS]

    refused(rewrite(good, tmp_path / "worse.zip", drop={RECEIPTS}, manifest=fewer), "lacks records of a kind")


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "files/../../outside.txt",
        "/etc/outside.txt",
        "files//outside.txt",
        "files/./a",
        "files\\..\\outside.txt",
        "C:/outside.txt",
        "files/C:/outside.txt",
        "files",
        "outside.txt",
        "files/a\0b",
    ],
)
def test_part_that_would_be_written_elsewhere(good, refused, tmp_path, name):
    def slip(content):
        content["parts"].append({"name": name, "size": 1, "sha256": hashlib.sha256(b"x").hexdigest(), "rows": None})

    refused(rewrite(good, tmp_path / "slip.zip", manifest=slip, add=[(name, b"x")]), "written outside its folder")


def test_part_that_the_manifest_does_not_name(good, refused, tmp_path):
    refused(rewrite(good, tmp_path / "bad.zip", add=[("../outside.txt", b"x")]), "manifest does not name")


def test_link_in_place_of_a_file(good, refused, tmp_path):
    entry = zipfile.ZipInfo("files/link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16

    def named(content):
        digest = hashlib.sha256(b"/etc/passwd").hexdigest()
        content["parts"].append({"name": "files/link", "size": 11, "sha256": digest, "rows": None})

    refused(rewrite(good, tmp_path / "bad.zip", manifest=named, add=[(entry, b"/etc/passwd")]), "no plain file")


def test_part_named_twice(good, refused, tmp_path):
    def twice(content):
        content["parts"].append(dict(content["parts"][0]))

    refused(rewrite(good, tmp_path / "bad.zip", manifest=twice), "names a part twice")


def test_bomb_is_refused_before_it_is_unpacked(good, refused, tmp_path):
    bomb = b"\0" * 3_000_000

    def named(content):
        digest = hashlib.sha256(bomb).hexdigest()
        content["parts"].append({"name": "files/bomb", "size": len(bomb), "sha256": digest, "rows": None})

    file = rewrite(good, tmp_path / "bomb.zip", manifest=named, add=[("files/bomb", bomb)])
    refused(file, "would unpack to", largest_bytes=1_000_000)


def test_backup_of_another_version(good, refused, tmp_path):
    def newer(content):
        content["migrations"].append("governance/9999_not_written_yet")
        content["commonweal"] = "9.0.0"

    said = refused(rewrite(good, tmp_path / "newer.zip", manifest=newer), "newer version of Commonweal")
    assert "Install Commonweal 9.0.0, restore, then upgrade" in said

    def older(content):
        content["migrations"].remove("receipts/0001_initial")

    refused(rewrite(good, tmp_path / "older.zip", manifest=older), "older version of Commonweal")


def test_manifest_of_another_format_and_one_that_is_none(good, refused, tmp_path):
    refused(rewrite(good, tmp_path / "a.zip", manifest=lambda c: c.update(format="commonweal-backup/9")), "not known")
    for number, change in enumerate((lambda c: c.pop("parts"), lambda c: c.update(audit_head="12"))):
        refused(rewrite(good, tmp_path / f"b{number}.zip", manifest=change), "manifest of this backup cannot be read")
    refused(
        rewrite(good, tmp_path / "c.zip", manifest=lambda c: c["parts"][0].update(sha256="zz")),
        "does not say what this",
    )


def test_manifest_with_another_head(good, refused, tmp_path):
    forged = str(Head(6, "e" * 64))
    refused(rewrite(good, tmp_path / "bad.zip", manifest=lambda c: c.update(audit_head=forged)), "does not end where")
    assert AuditEvent.objects.count() == 7
