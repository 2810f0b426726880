"""The row rules of agents."""

from __future__ import annotations

import narwhals as nw

from asreported.checks.codelists import Codelists
from asreported.checks.rule import row_rule

__all__ = ["RULES"]


@row_rule(
    "agents",
    column="same_as",
    reads=("anonymity", "same_as"),
    why="the agent is {anonymity}, so nothing may identify them",
    fix="leave same_as empty",
)
def unnamed_has_no_identity(_: Codelists) -> nw.Expr:
    """An agent whom the text does not name is not identified from elsewhere either.

    Those who asked not to be named stay unnamed, and nobody else is guessed.
    """
    return (nw.col("anonymity") == "named").fill_null(False) | nw.col("same_as").is_null()


RULES = (unnamed_has_no_identity,)
