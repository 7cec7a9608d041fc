"""A file of the reader's own is cited by its hash, and is never said to be unchecked or stale."""

from __future__ import annotations

from datetime import date

from commonweal.answers import (
    OWN_FILE,
    Answer,
    Dates,
    Evidence,
    FactRecord,
    Question,
    Reason,
    Source,
    Verdict,
    lines,
    run,
)
from commonweal.answers.calculation import Registry, calculation

SHA256 = "0123456789abcdef" * 4
OWN = Source.own_file("spend.csv", SHA256)


class _Rules:
    def look_up(self, *_: object, **__: object) -> None:
        return None


class _Facts:
    def look_up(self, table: str, key: object) -> FactRecord:
        return FactRecord(table, {}, {"n": 1}, OWN)

    def rows(self, table: str, where: object) -> tuple[FactRecord, ...]:
        return ()


def test_it_is_cited_by_its_hash_and_survives_being_stored() -> None:
    assert OWN.status == OWN_FILE
    assert OWN.is_own_file
    assert OWN.cite() == "spend.csv, your own file, SHA-256 0123456789abcdef"
    assert Source.from_json(OWN.to_json()) == OWN


def test_it_is_never_stale_while_an_unchecked_publication_is() -> None:
    assert not OWN.is_stale(date(2030, 1, 1))
    assert Source("An Act").is_stale(date(2030, 1, 1))


def test_the_text_says_your_own_file_and_not_never_checked() -> None:
    told = "\n".join(
        lines(
            Answer(
                sentence="So it is.",
                verdict=Verdict.PASS,
                reasons=(Reason("Because", sources=(OWN, Source("An Act"))),),
            )
        )
    )
    assert "spend.csv, your own file, SHA-256 0123456789abcdef; only you can check it" in told
    assert "[own_file]" not in told
    assert told.count("never checked") == 1


def test_the_note_of_an_answer_says_so_too() -> None:
    held = Registry()

    @calculation("example.own", version="1", registry=held)
    def own(inputs: object, evidence: Evidence) -> Answer:
        evidence.fact("a", n="1")
        return Answer(sentence="Read.", verdict=Verdict.PASS)

    dates = Dates.on(date(2026, 4, 1))
    question = Question("example.own", {}, "Read?", dates)
    notes = run(question, Evidence(rules=_Rules(), facts=_Facts(), dates=dates), registry=held).notes
    assert notes == ("spend.csv, your own file, SHA-256 0123456789abcdef: only you can check it.",)
