"""The base of every table: a Pandera model that always checks, whatever the environment or the kind of frame."""

from __future__ import annotations

import functools
from importlib import import_module
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.config import ValidationDepth, config_context

from asreported.rules.book import of_scope
from asreported.rules.codelists import Codelists, shipped_codelists
from asreported.rules.rule import Judge, Rule

# Pandera's own checks change identity when its backend is registered, so that equal schemas would differ.
pa.DataFrameSchema.register_default_backends(pl.LazyFrame)

__all__ = ["Schema", "Table", "as_check", "holds", "row_check"]


#: Where the backend of our schemas lies: a schema declares, and the engine, which knows schemas, executes.
_BACKEND = "asreported.engine.backend"


class Schema(pa.DataFrameSchema):
    """A `DataFrameSchema` whose rules are run by our engine, and that cannot be switched off.

    Pandera skips data checks on a LazyFrame, and skips everything under `PANDERA_VALIDATION_ENABLED=False`. Whoever
    asks this schema to validate wants to know.
    """

    def __init__(self, *args: Any, codelists: Codelists | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: What the row rules read: the codelists of the package, or the shipped ones.
        self.codelists = codelists or shipped_codelists()

    def validate(self, check_obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the frame if every row holds; else raise as Pandera does.

        Raises:
            pandera.errors.SchemaError: the first fault, or with `lazy=True` pandera.errors.SchemaErrors: all of them.
        """
        if not isinstance(check_obj, (pl.DataFrame, pl.LazyFrame)):
            raise TypeError(f"a Polars DataFrame or LazyFrame is needed, not {type(check_obj).__name__}")
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            return super().validate(check_obj, *args, **kwargs)  # type: ignore[type-var]

    @classmethod
    def get_backend(cls, check_obj: Any = None, check_type: type | None = None) -> Any:
        """Return the engine's backend, which registers itself when it is first asked for."""
        import_module(_BACKEND)
        return super().get_backend(check_obj, check_type)


class Table(pa.DataFrameModel):
    """A table of the package: columns with type, constraint and meaning, and its row rules as named checks."""

    class Config(pa.DataFrameModel.Config):  # type: ignore[misc, valid-type]
        """No column more, no column less, no silent conversion (14.7 is not 14)."""

        strict = True
        coerce = False

    @classmethod
    def build_schema_(cls, **kwargs: Any) -> Schema:
        """Return the schema in the form that always checks."""
        plain = super().build_schema_(**kwargs)
        ours = {rule.id: rule for rule in of_scope("row")}
        checks = [as_check(ours[str(c.name)]) if c.name in ours else c for c in plain.checks]
        return Schema(plain.columns, checks=checks, **kwargs)


def row_check(rule: Rule) -> Any:
    """Return the row rule as a named check of a Pandera class, on the shipped codelists."""
    return pa.dataframe_check(**_labels(rule))(_judge(rule, None))


def as_check(rule: Rule, codes: Codelists | None = None) -> pa.Check:
    """Return the row rule as a `pandera.Check`, on a package's own codelists where they are given."""
    return pa.Check(functools.partial(_judge(rule, codes), None), **_labels(rule))


def _labels(rule: Rule) -> dict[str, Any]:
    return {"name": rule.id, "error": f"{rule.id}: {rule.sentence}", "description": rule.sentence, "ignore_na": False}


def _judge(rule: Rule, codes: Codelists | None) -> Any:
    def judge(_: Any, data: pa.PolarsData) -> pl.LazyFrame:
        return holds(rule, data.lazyframe, codes or shipped_codelists())

    # Once a class has been subclassed, Pandera knows an inherited check by the name of its function alone.
    judge.__name__ = rule.id
    return judge


def holds(rule: Rule, frame: pl.LazyFrame, codes: Codelists) -> pl.LazyFrame:
    """Return one boolean column, true for a row in which the row rule holds."""
    judge: pl.Expr | Judge = rule.broken(codes)
    if isinstance(judge, pl.Expr):
        return frame.select(judge.alias(rule.id))
    return judge(frame.select(rule.columns).collect()).alias(rule.id).to_frame().lazy()
