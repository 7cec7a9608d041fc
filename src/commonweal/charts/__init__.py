"""Functions that return a chart as a Vega-Lite dictionary: the page draws it, the API returns it, a file holds it."""

from commonweal.charts.lines import Series, lines_over_years
from commonweal.charts.signed_bars import SignedBar, signed_bars

__all__ = ["Series", "SignedBar", "lines_over_years", "signed_bars"]
