"""The rules of one table as expressions over its rows, and what a part of its rows breaks."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

import polars as pl

from asreported.findings import Finding
from asreported.package.cells import as_value, dtype_of, missing
from asreported.package.exact import identity, numeral
from asreported.package.rows import AS_JSON, LINE, ROW, WHOLE, Rows, places_of
from asreported.package.tables import comes_typed, text_of, value_of
from asreported.rules.codelists import Codelists
from asreported.rules.constraints import RULES, Column, Mask
from asreported.rules.rule import Judge, Rule, finding_of, text_column
from asreported.schemas.table import Schema

__all__ = ["Compiled", "ForeignKey", "PartOutcome", "columns_of", "hash_of", "keys_of", "types_of", "values_of"]

#: What stands beside the values of each row.
PLACES = (LINE, ROW, WHOLE)
#: The reader is one for all threads.
_READER = threading.Lock()


@dataclass
class PartOutcome:
    """What a part of a table breaks: exact totals, the first findings, and what later steps need of its rows.

    `frame` has the columns that were asked for, with the place of each row; `keys` the hash of each key, null where a
    cell of it is empty or unsound; `lost` the rows of each foreign key that point at no row known so far.
    """

    frame: pl.DataFrame
    height: int
    findings: list[Finding] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    unsound: frozenset[str] = frozenset()
    keys: dict[tuple[str, ...], pl.Series] = field(default_factory=dict)
    lost: dict[ForeignKey, pl.DataFrame] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class ForeignKey:
    """Columns that point at columns of another table; `known` are the keys there, None while they are not all read."""

    columns: tuple[str, ...]
    target: str
    there: tuple[str, ...]
    known: pl.DataFrame | None = None

    def lost(self, rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
        """Return the rows that point at none of the known ones."""
        return rows.join(known, left_on=self.columns, right_on=self.there, how="anti", maintain_order="left")


@dataclass(frozen=True)
class Compiled:
    """Every rule on the cells and rows of one table, as expressions over these columns.

    `row_rules` are those whose columns are all there. `keys` are the sets of columns whose values must not repeat,
    `foreign_keys` those that point at other rows, `kept` the columns that later steps need; `named` is how
    findings are named.
    """

    columns: Mapping[str, Column]
    codes: Codelists
    row_rules: tuple[Rule, ...]
    keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    kept: tuple[str, ...] = ()
    named: Mapping[str, Any] = field(default_factory=lambda: {"file": ""})

    @cached_property
    def masks(self) -> tuple[Mask, ...]:
        """Where the cells break a rule, column by column, the gravest first."""
        filled = {name for rule in self.row_rules for name in rule.fills}
        return tuple(
            Mask(rule, name, broken.fill_null(value=False), words)
            for name, column in self.columns.items()
            for rule in RULES
            if not (rule.id == "required" and name in filled)
            for broken, words in rule.broken(column)
        )

    @cached_property
    def holds(self) -> Mapping[str, pl.Expr | Judge]:
        """What judges the rows, rule by rule."""
        return {rule.id: rule.broken(self.codes) for rule in self.row_rules}

    @cached_property
    def identities(self) -> list[pl.Expr]:
        """What equal values of the columns of keys have in common, where that is not what is kept of them."""
        names = {*self.kept, *chain(*self.keys), *chain(*(key.columns for key in self.foreign_keys))}
        return _identities(self.columns[name] for name in names)

    def check(self, frame: pl.DataFrame, room: Mapping[str, int]) -> PartOutcome:
        """Return what the rows of a frame break: their values, their texts, and their places beside them.

        `room` is how many findings of each rule are still wanted.
        """
        keyed = frame.with_columns(self.identities)
        outcome = PartOutcome(keyed.select(LINE, ROW, *self.kept), frame.height)
        sound: dict[str, pl.Series] = {}
        for rule, words, broken in self.broken(frame, sound):
            wanted = max(0, room[rule.id] - outcome.totals[rule.id])
            outcome.totals[rule.id] += int(broken.sum())
            for row in self.shown(frame.filter(broken).head(wanted)):
                cells = {**row, **words}
                outcome.findings.append(finding_of(rule, cells, codes=self.codes, **self.named))
        outcome.unsound = frozenset(sound)
        quoted = keyed.with_columns(_quoted(keyed))
        for key in self.keys:
            hashed = hash_of(key)
            outcome.keys[key] = quoted.select(pl.when(_usable(key, sound)).then(hashed).alias("hash")).to_series()
        for foreign in self.foreign_keys:
            rows = keyed.filter(_usable(foreign.columns, sound)).select(LINE, ROW, *foreign.columns)
            outcome.lost[foreign] = rows if foreign.known is None else foreign.lost(rows, foreign.known)
        return outcome

    def broken(
        self, frame: pl.DataFrame, sound: dict[str, pl.Series]
    ) -> Iterator[tuple[Rule, Mapping[str, Any], pl.Series]]:
        """Yield each rule that some row breaks, words for its templates, and where it is broken; cells first.

        `sound` is filled with where the cells of a column are sound, for each column where some are not.
        """
        whole = frame[WHOLE]
        if not whole.all():
            sound |= dict.fromkeys(self.columns, whole)
        judged = frame.select(mask.broken.alias(str(i)) for i, mask in enumerate(self.masks))
        found = judged.select(pl.all().any()).row(0) if self.masks else ()
        for i, mask in enumerate(self.masks):
            if found[i]:
                so_far = sound.get(mask.column, whole)
                broken = judged[str(i)] & so_far
                if broken.any():
                    sound[mask.column] = so_far & ~broken
                    yield mask.rule, {"column": mask.column, **mask.words}, broken
        plain = [judge.alias(name) for name, judge in self.holds.items() if isinstance(judge, pl.Expr)]
        holding = {column.name: column for column in frame.select(plain)} if plain else {}
        for rule in self.row_rules:
            judge = self.holds[rule.id]
            if not isinstance(judge, pl.Expr):
                with _READER:
                    holding[rule.id] = judge(frame.select(rule.columns))
            broken = ~holding[rule.id]
            for name in rule.columns:
                broken = broken & sound[name] if name in sound else broken
            if broken.any():
                yield rule, {}, broken

    def shown(self, frame: pl.DataFrame) -> list[dict[str, Any]]:
        """Return rows as values, with the text of every cell beside it."""
        texts = [c.text.alias(text_column(name)) for name, c in self.columns.items() if name in frame.columns]
        return frame.with_columns(texts).to_dicts() if frame.height else []


def columns_of(
    schema: Schema,
    descriptor: Mapping[str, Any],
    dtypes: Mapping[str, pl.DataType],
    *,
    canonical: bool,
    names: Sequence[str] | None = None,
) -> dict[str, Column]:
    """Return the columns of a Table Schema that are there, as the rules look at cells that come with these types.

    `names` are those that are wanted, where not all are.
    """
    columns = {}
    for f in descriptor["fields"]:
        name = str(f["name"])
        if name in dtypes and (names is None or name in names):
            value, found = pl.col(name), dtypes[name]
            is_fine = isinstance(found, pl.Datetime) and found.time_unit == "ns" and f.get("type") == "datetime"
            is_typed = comes_typed(f, found) and not is_fine
            text = pl.col(text_column(name))
            if is_typed:
                text = value if found == pl.String else text_of(f, descriptor, dtype_of(f))
            kind = str(f.get("type", "any"))
            form = str(f.get("itemType" if kind == "list" else "format", "default"))
            read_as = {"type": kind} if is_fine else f if found == pl.String else as_value(f)
            columns[name] = Column(
                name,
                schema.columns[name],
                kind,
                value,
                text,
                is_typed,
                canonical,
                form,
                signs=tuple(missing(f, descriptor)),
                numeral=None if is_typed else numeral(text, read_as),
                identity=identity(text, value, read_as, is_typed=is_typed or found.is_nested()),
            )
    return columns


def values_of(
    rows: Rows, descriptor: Mapping[str, Any], columns: Mapping[str, Column], dtypes: Mapping[str, pl.DataType]
) -> pl.DataFrame:
    """Return the values of rows under the names of their columns, and beside each that needs reading its text."""
    fields = {str(f["name"]): f for f in descriptor["fields"]}
    places = places_of(rows.labels)
    there = [name for name in columns if f"{places[name]}{AS_JSON}" in rows.cells.columns]
    quoted = [pl.col(f"{places[name]}{AS_JSON}").alias(f"{name}{AS_JSON}") for name in there]
    named = rows.cells.select(*PLACES, *(pl.col(places[name]).alias(name) for name in columns), *quoted)
    is_text = rows.is_text
    values = [value_of(fields[name], descriptor, dtypes[name], is_text=is_text).alias(name) for name in columns]
    texts = [
        text_of(fields[name], descriptor, dtypes[name], is_text=is_text).alias(text_column(name))
        for name, column in columns.items()
        if not column.is_typed
    ]
    return named.select(*PLACES, *values, *texts, *(f"{name}{AS_JSON}" for name in there))


def keys_of(rows: Rows, schema: Schema, descriptor: Mapping[str, Any], key: Sequence[str]) -> pl.DataFrame:
    """Return the columns of a key as they are compared, with the place of each row."""
    dtypes = types_of(rows)
    columns = columns_of(schema, descriptor, dtypes, canonical=False, names=key)
    frame = values_of(rows, descriptor, columns, dtypes)
    keyed = frame.with_columns(_identities(columns.values()))
    return keyed.with_columns(_quoted(keyed)).select(*key, LINE, ROW)


def types_of(rows: Rows) -> dict[str, pl.DataType]:
    """Return the types with which the cells under each label come."""
    kinds = rows.cells.schema
    return {label: kinds[place] for label, place in places_of(rows.labels).items()}


def _identities(columns: Iterable[Column]) -> list[pl.Expr]:
    return [c.identity.alias(c.name) for c in columns if c.identity is not None]


def _quoted(frame: pl.DataFrame) -> list[pl.Expr]:
    """Return the columns of any type, with quotes around the texts that JSON tells by them from other values."""
    names = [name.removesuffix(AS_JSON) for name in frame.columns if name.endswith(AS_JSON)]
    return [pl.when(pl.col(n).is_not_null()).then(pl.coalesce(f"{n}{AS_JSON}", n)).alias(n) for n in names]


def _usable(key: Sequence[str], sound: Mapping[str, pl.Series]) -> pl.Expr:
    """Return where every cell of a key is filled and sound."""
    usable = pl.all_horizontal(pl.col(name).is_not_null() for name in key)
    for name in key:
        if name in sound:
            usable = usable & pl.lit(sound[name])
    return usable


def hash_of(key: Sequence[str]) -> pl.Expr:
    """Return the 64-bit hash of a key."""
    return pl.col(key[0]).hash() if len(key) == 1 else pl.struct(key).hash()
