"""Reading a column of phrases: Polars finds the templates and fills in the numbers, Python reads each template once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import islice
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any

from asreported.reading.recipes import Recipe, answer, recipe
from asreported.reading.templates import MOST_NUMERALS, Forms, Template, template
from asreported.words.lexicon import lexicon

if TYPE_CHECKING:
    import polars as pl

__all__ = ["read_column"]

#: How many phrases are taken apart at a time; it bounds the memory beside the answer itself.
_SLICE = 1 << 16
#: How many slices are taken apart at once.
_WORKERS = 2
#: Fewer phrases than this are read one by one: making templates of them costs more than it saves.
_FEW = 500


def read_column(phrases: pl.Series, language: str = "en") -> pl.DataFrame:
    """Return one row per distinct phrase: phrase, status, qualifier, value, low, high, negated.

    `status` is read, ambiguous or unreadable; `value`, `low` and `high` are exact decimals with twelve places (a
    third is rounded there), null where open or without number; `negated` as `is_negated` says. Each row says what
    `read_count` says of its phrase.

    Raises:
        UnknownName: no such language.

    >>> import polars as pl
    >>> read_column(pl.Series(["more than 40 attacks", None])).select("status", "qualifier", "negated").rows()
    [('read', 'more_than', False)]
    """
    import polars as pl

    distinct = phrases.cast(pl.String).drop_nulls().alias("phrase")
    if distinct.n_unique() < len(distinct):
        distinct = distinct.unique(maintain_order=True)
    if len(distinct) < _FEW:
        return _read_alone(distinct, language)
    column = _Column(language)
    slices = (distinct.slice(start, _SLICE) for start in range(0, len(distinct), _SLICE))
    return pl.concat(column.answers(frame) for frame in _taken_apart(slices, Forms(language)))


def _taken_apart(slices: Iterator[pl.Series], pieces: Forms) -> Iterator[pl.DataFrame]:
    """Yield each slice taken apart, the next ones meanwhile; one by one where Polars itself may be waiting for us."""
    from asreported.reading.columns import taken_apart

    if current_thread() is not main_thread():
        yield from (taken_apart(one, pieces) for one in slices)
        return
    with ThreadPoolExecutor(_WORKERS) as pool:
        waiting = deque(pool.submit(taken_apart, one, pieces) for one in islice(slices, _WORKERS))
        while waiting:
            frame = waiting.popleft().result()
            waiting.extend(pool.submit(taken_apart, one, pieces) for one in islice(slices, 1))
            yield frame


class _Column:
    """The forms, templates and recipes of one column, kept from slice to slice."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.lexicon = lexicon(language)
        self.forms: dict[str, tuple[int, Template]] = {}
        self.keys: dict[str, int] = {}
        self.recipes: dict[int, Recipe | None] = {}

    def answers(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the answers of a slice, its recipes filled in; the Python reader takes what they leave."""
        import polars as pl

        from asreported.reading.columns import ANSWER, COLUMNS, PLACES, filled, key, numeral

        forms = frame["form"].unique()
        codes, templates = self._templates(forms.cast(pl.String).to_list())
        most = max((len(one.numerals) for one in templates.values() if not one.alone), default=0)
        known = pl.DataFrame({"form": forms, "template": codes}, schema_overrides={"template": pl.Int64})
        frame = frame.join(known, on="form", how="left", maintain_order="left")
        columns = pl.DataFrame(_columns(templates), schema_overrides=PLACES)
        frame = frame.join(columns, on="template", how="left", maintain_order="left")
        frame = frame.with_columns(numeral(place, most) for place in range(MOST_NUMERALS)).with_columns(key(most))
        recipes = self._recipes(frame)
        frame = frame.select("phrase", "key", *(f"numeral_{place}" for place in range(most))).with_row_index("row")
        frame = frame.join(recipes, on="key", how="left", maintain_order="left")
        settled = frame.filter("settled").with_columns(filled(name, most) for name in COLUMNS).select(*ANSWER, "row")
        left = frame.filter(~pl.col("settled")).select("phrase", "row")
        if len(left):
            alone = _read_alone(left["phrase"], self.language).with_columns(left["row"])
            settled = pl.concat([settled, alone]).sort("row")
        return settled.select(*ANSWER)

    def _templates(self, forms: list[str]) -> tuple[list[int], dict[int, Template]]:
        """Return the number of each form's template, and the templates by number."""
        for form in forms:
            if form not in self.forms:
                made = template(form, self.lexicon)
                told = f"{made.key}{made.alone}{made.numerals}"
                self.forms[form] = (self.keys.setdefault(told, len(self.keys)), made)
        found = [self.forms[form] for form in forms]
        return [code for code, _ in found], dict(found)

    def _recipes(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the recipe of each key, as columns; Python reads one phrase of every key that is new."""
        import polars as pl

        from asreported.reading.columns import RECIPE, recipe_row

        rows = []
        for number, phrase, alone in frame.unique("key", keep="first").select("key", "phrase", "alone").iter_rows():
            if number not in self.recipes:
                self.recipes[number] = None if alone else recipe(phrase, self.language)
            rows.append(recipe_row(number, self.recipes[number]))
        return pl.DataFrame(rows, schema=RECIPE, orient="row")


def _columns(templates: dict[int, Template]) -> dict[str, list[Any]]:
    """Return the templates as columns, those of `PLACES` among them."""
    columns: dict[str, list[Any]] = {
        "template": list(templates),
        "alone": [one.alone for one in templates.values()],
        "sized": [one.sized for one in templates.values()],
    }
    for place in range(MOST_NUMERALS):
        there = [one.numerals[place] if place < len(one.numerals) else None for one in templates.values()]
        for name in ("length", "first_digit", "digits"):
            columns[f"{name}_{place}"] = [one and getattr(one, name) for one in there]
    return columns


def _read_alone(phrases: pl.Series, language: str) -> pl.DataFrame:
    """Return the answers of the Python reader, one for each phrase."""
    import polars as pl

    from asreported.reading.columns import ANSWER, COLUMNS

    lexicon(language)  # an unknown language is refused without phrases, too
    answers = [answer(phrase, language) for phrase in phrases]
    columns = {name: [getattr(one, name) for one in answers] for name in ANSWER if name not in ("phrase", *COLUMNS)}
    numbers = {
        name: [None if (number := getattr(one, name)) is None else Decimal(number) for one in answers]
        for name in COLUMNS
    }
    return pl.DataFrame({"phrase": phrases, **columns, **numbers}, schema_overrides=ANSWER).select(*ANSWER)
