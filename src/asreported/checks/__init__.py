"""The row rules: each reads one row of one table and the codelists, and is a named check of that table's class."""

from __future__ import annotations

from asreported.checks import agents, figures, periods, phrases, readings, relations
from asreported.checks.agents import unnamed_has_no_identity
from asreported.checks.codelists import Codelists, Measure, shipped_codelists
from asreported.checks.figures import bounds_follow_qualifier, source_is_given, value_fits_qualifier
from asreported.checks.periods import period_basis, period_in_order, stock_has_a_day
from asreported.checks.phrases import phrase_is_short, phrase_names_counted, phrase_names_measure, place_fits_phrase
from asreported.checks.readings import not_negated, phrase_says_so
from asreported.checks.relations import relation_basis
from asreported.checks.rule import RowRule

__all__ = [
    "ROW_RULES",
    "Codelists",
    "Measure",
    "RowRule",
    "bounds_follow_qualifier",
    "not_negated",
    "period_basis",
    "period_in_order",
    "phrase_is_short",
    "phrase_names_counted",
    "phrase_names_measure",
    "phrase_says_so",
    "place_fits_phrase",
    "relation_basis",
    "shipped_codelists",
    "source_is_given",
    "stock_has_a_day",
    "unnamed_has_no_identity",
    "value_fits_qualifier",
]

#: Every row rule, in the order in which a reader meets them.
ROW_RULES: tuple[RowRule, ...] = (
    *figures.RULES,
    *phrases.RULES,
    *readings.RULES,
    *periods.RULES,
    *agents.RULES,
    *relations.RULES,
)
