"""All table classes, in the order in which a reader meets them."""

from __future__ import annotations

from asreported.schemas.agents import Agents
from asreported.schemas.attributions import Attributions
from asreported.schemas.figures import Figures
from asreported.schemas.incidents import Incidents
from asreported.schemas.measures import Measures
from asreported.schemas.numbers import Numbers
from asreported.schemas.participants import Participants
from asreported.schemas.qualifiers import Qualifiers
from asreported.schemas.relations import Relations
from asreported.schemas.sources import Sources
from asreported.schemas.table import Table

__all__ = [
    "TABLES",
    "Agents",
    "Attributions",
    "Figures",
    "Incidents",
    "Measures",
    "Numbers",
    "Participants",
    "Qualifiers",
    "Relations",
    "Sources",
]

#: The tables of every package under our profile.
TABLES: tuple[type[Table], ...] = (
    Figures,
    Attributions,
    Agents,
    Incidents,
    Participants,
    Relations,
    Numbers,
    Sources,
    Qualifiers,
    Measures,
)
