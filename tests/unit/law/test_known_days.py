"""A day that a source tells to the month only is marked in the pack, and told with its month."""

from commonweal.cli import main
from commonweal.law import book
from commonweal.law.known_days import TO_THE_MONTH, month_told


def test_only_days_of_a_rules_own_values_are_marked():
    marked = 0
    for id in book().ids():
        history = book().history(id)
        days = {day for record in history for day in (record.valid_from, record.valid_to) if day}
        months = history[0].attributes.get(TO_THE_MONTH, {})
        assert set(months) <= days, id
        marked += bool(months)
    assert marked >= 9


def test_a_day_that_is_known_has_no_month():
    rule = book().history("governance.B02")[0]
    assert month_told(rule, rule.valid_from) == month_told(rule, None) == ""


def test_the_month_stands_beside_the_day_where_a_rule_is_shown(capsys):
    assert main(["law", "show", "C06"]) == 0
    assert "2023-06-01 (the source says May 2023, and no day) to further notice" in capsys.readouterr().out
