"""Money as integer pence: reading, showing, rounding as publishers do, and splitting to the penny."""

from commonweal.money.pence import pounds, show, show_thousands, to_pence
from commonweal.money.rounding import round_half_away
from commonweal.money.splitting import split_largest_remainder

__all__ = ["pounds", "round_half_away", "show", "show_thousands", "split_largest_remainder", "to_pence"]
