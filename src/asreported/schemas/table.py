"""The base of every table: a Pandera model that always checks, whatever the environment or the kind of frame."""

from __future__ import annotations

import functools
from typing import Any

import narwhals as nw
import pandera.polars as pa
import polars as pl
from pandera.config import ValidationDepth, config_context

from asreported.checks import ROW_RULES, Codelists, RowRule, shipped_codelists

# Pandera's own checks change identity when its backend is registered, so that equal schemas would differ.
pa.DataFrameSchema.register_default_backends(pl.LazyFrame)

__all__ = ["Schema", "Table", "as_check", "holds", "row_check"]


class Schema(pa.DataFrameSchema):
    """A `DataFrameSchema` that cannot be switched off.

    Pandera skips data checks on a LazyFrame, and skips everything under `PANDERA_VALIDATION_ENABLED=False`. Whoever
    asks this schema to validate wants to know.
    """

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
        """Return the backend of `DataFrameSchema`: Pandera looks it up by the exact class."""
        return pa.DataFrameSchema.get_backend(check_obj, check_type)


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
        ours = {rule.id: rule for rule in ROW_RULES}
        checks = [as_check(ours[str(c.name)]) if c.name in ours else c for c in plain.checks]
        return Schema(plain.columns, checks=checks, **kwargs)


def row_check(rule: RowRule) -> Any:
    """Return the row rule as a named check of a Pandera class, on the shipped codelists."""
    return pa.dataframe_check(**_labels(rule))(_judge(rule, None))


def as_check(rule: RowRule, codes: Codelists | None = None) -> pa.Check:
    """Return the row rule as a `pandera.Check`, on a package's own codelists where they are given."""
    return pa.Check(functools.partial(_judge(rule, codes), None), **_labels(rule))


def _labels(rule: RowRule) -> dict[str, Any]:
    return {"name": rule.id, "error": f"{rule.id}: {rule.sentence}", "description": rule.sentence, "ignore_na": False}


def _judge(rule: RowRule, codes: Codelists | None) -> Any:
    def judge(_: Any, data: pa.PolarsData) -> pl.LazyFrame:
        return holds(rule, data.lazyframe, codes or shipped_codelists())

    # Once a class has been subclassed, Pandera knows an inherited check by the name of its function alone.
    judge.__name__ = rule.id
    return judge


def holds(rule: RowRule, frame: pl.LazyFrame, codes: Codelists) -> pl.LazyFrame:
    """Return one boolean column, true for a row in which the rule holds."""
    expression = rule.holds(codes)
    if isinstance(expression, nw.Expr):
        return nw.from_native(frame).select(expression.alias(rule.id)).to_native()
    if isinstance(expression, pl.Expr):
        return frame.select(expression.alias(rule.id))
    return expression(frame.select(rule.reads).collect()).alias(rule.id).to_frame().lazy()
