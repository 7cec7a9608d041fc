"""Core20PLUS5 for adults and for children: its definitions, and what is published about each clinical area."""

from commonweal.population.core20plus5.definitions import ClinicalArea, PublicIndicator, clinical_areas
from commonweal.population.core20plus5.figures import NO_PUBLIC_FIGURE, AreaFigure, area_figures
from commonweal.population.core20plus5.local_tables import LocalFigure, read_local_figures

__all__ = [
    "NO_PUBLIC_FIGURE",
    "AreaFigure",
    "ClinicalArea",
    "LocalFigure",
    "PublicIndicator",
    "area_figures",
    "clinical_areas",
    "read_local_figures",
]
