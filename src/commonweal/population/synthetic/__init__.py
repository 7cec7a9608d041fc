"""Made-up people and events from a seed, for trying things out and for comparing speed. They are nobody."""

from commonweal.population.synthetic.recipe import SEED
from commonweal.population.synthetic.writing import synthesise

__all__ = ["SEED", "synthesise"]
