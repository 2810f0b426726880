"""Relations: how figures bear on each other, so that nothing is counted twice."""

from __future__ import annotations

from asreported.rules import wholes
from asreported.schemas.fields import code, locator, quotation, reference
from asreported.schemas.table import Table, row_check

__all__ = ["Relations"]

PREDICATES = {
    "part_of": "Everything that the subject counts is counted by the object too.",
    "majority_of": "The subject is more than half of the object.",
    "disjoint_with": "Nothing is counted by both.",
    "restates": "The later figure says the earlier one again.",
}
BASES = {
    "stated": "The words assert it, by ellipsis too.",
    "entailed": "It follows from the meaning of the words alone.",
    "ambiguous": "The words allow two antecedents.",
    "inferred": "From anything else; for a person to judge.",
}


class Relations(Table):
    """Which figure is part of which, which exclude each other, and which say the same again."""

    subject_id: str = reference("figures.figure_id", "The figure that the relation starts from.", "rocket-attacks")
    predicate: str = code("The relation.", "part_of", of=PREDICATES)
    object_id: str = reference("figures.figure_id", "The figure that it leads to.", "attacks-on-us-interests")
    basis: str = code("What it rests on.", "stated", of=BASES)
    phrase: str = quotation("The words that assert it.", "14 were rocket attacks", nullable=True)
    at: int = locator("Where the phrase starts.", 2610, nullable=True)

    relation_basis = row_check(wholes.relation_basis)

    class Config(Table.Config):
        """Name and key of the table."""

        name = "relations"
        unique = ["subject_id", "predicate", "object_id"]
