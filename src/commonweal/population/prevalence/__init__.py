"""People recorded with a condition, held against what practices with the same ages, sex and deprivation record.

Everything is fitted on the published figures of real practices: no person-level data is needed, and none that were
made up are used. What is expected is an average of what is recorded, and recording itself may be too low everywhere.
"""

from commonweal.population.prevalence.areas import ComparedAreas, areas_compared
from commonweal.population.prevalence.expected import Comparison, compare
from commonweal.population.prevalence.practices import PracticeFigures, Unusable
from commonweal.population.prevalence.registers import DiseaseRegister, disease_registers, find_register

__all__ = [
    "ComparedAreas",
    "Comparison",
    "DiseaseRegister",
    "PracticeFigures",
    "Unusable",
    "areas_compared",
    "compare",
    "disease_registers",
    "find_register",
]
