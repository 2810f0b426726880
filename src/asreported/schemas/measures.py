"""Measures: what can be counted, open to a package's own rows."""

from __future__ import annotations

from asreported.schemas.fields import CODE, code, key, listing, reference, text
from asreported.schemas.table import Table

__all__ = ["Measures"]

UNITS = {
    "incidents": "Things that happened.",
    "persons": "People.",
    "objects": "Things that can be touched.",
    "locations": "Places.",
    "orders": "Orders given.",
}
KINDS = {"flow": "Counted over a period.", "stock": "Counted at one moment."}


class Measures(Table):
    """What is counted, in which unit, and the words that name it in a phrase."""

    measure: str = key("The measure's code.", "drone_attacks", pattern=CODE)
    title: str = text("Its name.", "Drone attacks")
    definition: str = text("What counts as one.", "An attack carried out by drone.")
    unit: str = code("What one of them is.", "incidents", of=UNITS)
    kind: str = code("Whether it is counted over a period or at a moment.", "flow", of=KINDS)
    broader: str = reference(".measure", "The wider measure that it is part of.", "attacks", nullable=True)
    words: list[str] = listing("The words that name it in a phrase.", "drone attack|drone attacks")

    class Config(Table.Config):
        """Name and key of the table."""

        name = "measures"
        unique = ["measure"]
