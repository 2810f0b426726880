"""Reading a column of phrases: Polars finds the templates and fills in the numbers, Python reads each template once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from asreported.reading.lexicon import Lexicon, lexicon
from asreported.reading.recipes import Recipe, answer, recipe
from asreported.reading.templates import MOST_NUMERALS, Template, template

if TYPE_CHECKING:
    import polars as pl

__all__ = ["read_column"]

#: How many phrases are taken apart at a time; it bounds the memory beside the answer itself.
_SLICE = 1 << 18
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

    distinct = phrases.cast(pl.String).drop_nulls().unique(maintain_order=True).alias("phrase")
    if len(distinct) < _FEW:
        return _read_alone(distinct, language)
    column = _Column(lexicon(language))
    # One slice after the other, and no threads of ours: a rule may call this from inside Polars, which then waits.
    slices = (column.shaped(distinct.slice(start, _SLICE)) for start in range(0, len(distinct), _SLICE))
    return pl.concat(column.filled(*column.prepared(frame)) for frame in slices)


class _Column:
    """The templates and recipes of one column, kept from slice to slice."""

    def __init__(self, known: Lexicon) -> None:
        self.lexicon = known
        self.language = known.language.code
        self.templates: dict[str, int] = {}
        self.shapes: dict[str, Template] = {}
        self.recipes: dict[int, Recipe | None] = {}

    def shaped(self, phrases: pl.Series) -> pl.DataFrame:
        """Return a slice of distinct phrases with their shape: every digit a zero."""
        import polars as pl

        from asreported.reading.columns import plain_digits

        frame = phrases.to_frame().with_row_index("row").with_columns(plain_digits(self.language).alias("plain"))
        return frame.with_columns(pl.col("plain").str.replace_all("[0-9]", "0").cast(pl.Categorical).alias("shape"))

    def prepared(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, int]:
        """Return a slice with the key of each phrase, the recipes of these keys, and the most numerals of a phrase."""
        import polars as pl

        from asreported.reading.columns import PLACES, key, numeral

        shapes = frame["shape"].unique()
        templates = [self._template(one) for one in shapes.cast(pl.String).to_list()]
        table = pl.DataFrame({"code": shapes.to_physical(), **self._columns(templates)}, schema_overrides=PLACES)
        frame = frame.with_columns(pl.col("shape").to_physical().alias("code")).drop("shape")
        frame = frame.join(table, on="code", how="left", maintain_order="left")
        most = max((len(one.numerals) for one in templates if not one.alone), default=0)
        frame = frame.with_columns(numeral(place, most) for place in range(MOST_NUMERALS)).with_columns(key(most))
        return frame, self._recipes(frame), most

    def filled(self, frame: pl.DataFrame, recipes: pl.DataFrame, most: int) -> pl.DataFrame:
        """Return the answers of a slice, its recipes filled in; the Python reader takes what they leave."""
        import polars as pl

        from asreported.reading.columns import ANSWER, COLUMNS, filled

        columns = ["row", "phrase", "key", *(f"numeral_{place}" for place in range(most))]
        frame = frame.select(columns).join(recipes, on="key", how="left", maintain_order="left")
        settled = frame.filter("settled").with_columns(filled(name, most) for name in COLUMNS).select(*ANSWER, "row")
        left = frame.filter(~pl.col("settled")).select("phrase", "row")
        if len(left):
            settled = pl.concat([settled, _read_alone(left["phrase"], self.language).with_columns(left["row"])]).sort(
                "row"
            )
        return settled.select(*ANSWER)

    def _template(self, shape: str) -> Template:
        if shape not in self.shapes:
            self.shapes[shape] = template(shape, self.lexicon)
        return self.shapes[shape]

    def _columns(self, templates: list[Template]) -> dict[str, list[Any]]:
        columns: dict[str, list[Any]] = {
            "template": [self.templates.setdefault(f"{one.key}{one.alone}", len(self.templates)) for one in templates],
            "alone": [one.alone for one in templates],
            "sized": [one.sized for one in templates],
        }
        for place in range(MOST_NUMERALS):
            there = [one.numerals[place] if place < len(one.numerals) else (None, None) for one in templates]
            columns[f"start_{place}"] = [start for start, _ in there]
            columns[f"length_{place}"] = [length for _, length in there]
        return columns

    def _recipes(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the recipe of each key, as columns; Python reads one phrase of every key that is new."""
        import polars as pl

        from asreported.reading.columns import RECIPE, recipe_row

        rows = []
        for row in frame.unique("key", keep="first").iter_rows(named=True):
            if row["key"] not in self.recipes:
                self.recipes[row["key"]] = (
                    None if row["alone"] else recipe(row["phrase"], self.language, _numerals(row))
                )
            rows.append(recipe_row(row["key"], self.recipes[row["key"]]))
        return pl.DataFrame(rows, schema=RECIPE, orient="row")


def _numerals(row: dict[str, Any]) -> list[tuple[int, int, Fraction]]:
    """Return start, end and digits of each numeral of a phrase."""
    found = []
    for place in range(MOST_NUMERALS):
        start, length = row[f"start_{place}"], row[f"length_{place}"]
        if start is not None:
            found.append((start, start + length, Fraction(row[f"numeral_{place}"])))
    return found


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
