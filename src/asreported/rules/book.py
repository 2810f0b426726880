"""The book of rules: every rule by its id, in the order in which a reader meets them.

Ids are stable and never reused.
"""

from __future__ import annotations

from asreported.rules import (
    attribution,
    beside_text,
    constraints,
    counts,
    files,
    naming,
    periods,
    profile,
    quoting,
    recorded,
    review,
    saying,
    standard,
    whole_tables,
    wholes,
)
from asreported.rules.rule import Rule, Scope

__all__ = ["BOOK", "of_scope"]

_RULES: tuple[Rule, ...] = (
    *constraints.RULES,
    *whole_tables.RULES,
    *profile.RULES,
    *standard.RULES,
    *files.RULES,
    *recorded.RULES,
    *counts.RULES,
    *naming.RULES,
    *saying.RULES,
    *periods.RULES,
    *attribution.ROW_RULES,
    *wholes.ROW_RULES,
    *periods.TABLE_RULES,
    *attribution.RULES,
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
