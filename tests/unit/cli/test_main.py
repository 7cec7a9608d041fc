"""Every wrong word gets a sentence and exit status 2; a fault of our own is never a traceback."""

import pytest

import commonweal
from commonweal.cli import commands, main
from commonweal.cli.main import command_parser
from commonweal.problems import BadInput


def test_version_is_the_packages(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"commonweal {commonweal.__version__}\n"


def test_help_lists_every_command(capsys):
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in commands.COMMANDS)


def test_no_command_prints_help_and_is_bad_input(capsys):
    assert main([]) == 2
    assert "COMMAND" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["alocations"], "Did you mean allocations?"),
        (["zzz"], "one of "),
        (["law", "lst"], "Did you mean list?"),
        (["law", "list", "--jsn"], "Did you mean --json?"),
        (["law", "show"], "required"),
        (["law", "show", "no.such.rule"], "no rule with this id"),
        (["law", "list", "--on", "yesterday"], "a day such as 2026-03-31"),
        (["law", "list", "--overlay", "nonsense"], "no such overlay"),
        (["receipt", "verify", "no-such-file.json"], "does not exist"),
        (["--verbose"], "commonweal --help"),
    ],
)
def test_a_wrong_word_is_told_and_exits_with_2(given, told, capsys):
    assert main(given) == 2
    captured = capsys.readouterr()
    assert told in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""


@pytest.mark.parametrize("name", sorted(commands.COMMANDS))
def test_every_command_has_help_that_says_what_it_is_for(name, capsys):
    assert main([name, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"usage: commonweal {name}" in out
    _, module = command_parser(name)
    assert module.HELP.split()[0] in out


def test_a_fault_of_our_own_is_told_in_a_sentence(monkeypatch, capsys):
    from commonweal.cli import law

    def fail(options):
        raise ZeroDivisionError("nought")

    monkeypatch.setattr(law, "run", fail)
    monkeypatch.delenv("COMMONWEAL_DEBUG", raising=False)
    assert main(["law", "list"]) == 70
    assert "fault of Commonweal's own (ZeroDivisionError: nought)" in capsys.readouterr().err


def test_all_problems_of_bad_input_are_printed(monkeypatch, capsys):
    from commonweal.cli import law
    from commonweal.problems import Problem

    def refuse(options):
        raise BadInput([Problem("one is wrong"), Problem("two is wrong")])

    monkeypatch.setattr(law, "run", refuse)
    assert main(["law", "list"]) == 2
    assert capsys.readouterr().err.count("is wrong") == 2


@pytest.mark.parametrize(("given", "raised"), [("no", False), ("0", False), ("", False), ("yes", True), ("1", True)])
def test_debugging_is_read_as_the_site_reads_it(given, raised, monkeypatch, capsys):
    from commonweal.cli import law

    def fail(options):
        raise ZeroDivisionError("nought")

    monkeypatch.setattr(law, "run", fail)
    monkeypatch.setenv("COMMONWEAL_DEBUG", given)
    if raised:
        with pytest.raises(ZeroDivisionError):
            main(["law", "list"])
    else:
        assert main(["law", "list"]) == 70
        assert "Set COMMONWEAL_DEBUG=yes" in capsys.readouterr().err
