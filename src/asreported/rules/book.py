"""The book of rules: every rule by its id, in the order in which a reader meets them.

Ids are stable and never reused.
"""

from __future__ import annotations

from asreported.rules import (
    beside_text,
    chains,
    constraints,
    counts,
    descriptor,
    files,
    periods,
    quoting,
    recorded,
    review,
    saying,
    whole_tables,
    wholes,
    wording,
)
from asreported.rules.rule import Rule, Scope

__all__ = ["BOOK", "of_scope"]

_RULES: tuple[Rule, ...] = (
    *constraints.RULES,
    *whole_tables.RULES,
    *descriptor.RULES,
    *files.RULES,
    *recorded.RULES,
    *counts.RULES,
    *wording.RULES,
    *saying.RULES,
    *periods.RULES,
    *chains.ROW_RULES,
    *wholes.ROW_RULES,
    *chains.RULES,
    *wholes.RULES,
    *quoting.RULES,
    *review.RULES,
    *beside_text.RULES,
)
#: Every rule by its id.
BOOK: dict[str, Rule] = {rule.id: rule for rule in _RULES}


def of_scope(scope: Scope) -> tuple[Rule, ...]:
    """Return the rules of a scope.

    >>> [rule.id for rule in of_scope("text")][:2]
    ['text-is-pinned', 'phrase-verbatim']
    """
    return tuple(rule for rule in BOOK.values() if rule.scope == scope)
