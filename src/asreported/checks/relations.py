"""The row rules of relations."""

from __future__ import annotations

import narwhals as nw

from asreported.checks.codelists import Codelists
from asreported.checks.rule import empty, present, row_rule

__all__ = ["RULES"]


@row_rule(
    "relations",
    column="phrase",
    reads=("basis", "phrase", "at"),
    why="the basis is {basis} and the phrase {phrase}: words are quoted where they assert the relation, and only there",
    fix="quote the words that assert it, or code the basis as entailed or inferred and leave phrase and at empty",
)
def relation_basis(_: Codelists) -> nw.Expr:
    """A relation quotes its words if and only if its basis is stated or ambiguous.

    What a coder inferred must not look as if the report had said it.
    """
    by_words = nw.col("basis").is_in(["stated", "ambiguous"]).fill_null(False)
    return (by_words & present("phrase", "at")) | (~by_words & empty("phrase", "at"))


RULES = (relation_basis,)
