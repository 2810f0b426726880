"""Rows, columns and keys: lost, doubled, moved, or leading nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corruptions.operator import Operator, operator
from corruptions.original import Cell, Change, Original, Row, csv_bytes

__all__ = ["OPERATORS"]

#: What a row leaves behind that leans on it.
_LEANING = ("chain-has-originator attribution-complete numbers-account-for-figures majority-has-whole "
            "speaker-in-phrase part-within profile")  # fmt: skip
#: The rules that compare words, which stand in another column now.
_WORDS = "phrase-verbatim every-number-accounted-for phrase-names-counted phrase-names-measure"
#: What cannot be told any more of a row whose cells stand in other columns.
_ANY_CELL = "profile type-error canonical-form required pattern enum minimum text-form primary-key foreign-key"


def _rows(package: Original) -> Iterator[Row]:
    return (row for table in package.tables.values() for row in table.rows)


def _without(row: Row) -> Change:
    rows = row.table.cells
    return row.table.rewritten("the row is gone", rows[: row.number] + rows[row.number + 1 :], row)


def _used(package: Original, table: str, column: str, *users: tuple[str, str]) -> Iterator[Row]:
    named = {row[name] for user, name in users for row in package[user].rows}
    return (row for row in package[table].rows if row[column] in named)


@operator("rows", "foreign-key numbers-account-for-figures attribution-complete majority-has-whole")
def figure_lost(package: Original) -> Iterator[Change]:
    """A figure's row is gone; who said it, and the number, are still there."""
    return (_without(row) for row in package["figures"].rows)


@operator("rows", "attribution-complete chain-has-originator")
def link_lost(package: Original) -> Iterator[Change]:
    """A link of a chain of speakers is gone."""
    return (_without(row) for row in package["attributions"].rows)


@operator("rows", "foreign-key", follows=_LEANING)
def agent_lost(package: Original) -> Iterator[Change]:
    """An agent's row is gone whom others name."""
    users = (("attributions", "agent_id"), ("participants", "agent_id"), ("participants", "said_by"))
    return (_without(row) for row in _used(package, "agents", "agent_id", *users))


@operator("rows", "foreign-key")
def incident_lost(package: Original) -> Iterator[Change]:
    """An incident's row is gone that figures are about."""
    return (_without(row) for row in package["incidents"].rows)


@operator("rows", "foreign-key", follows=_LEANING)
def source_lost(package: Original) -> Iterator[Change]:
    """The row of the report is gone."""
    return (_without(row) for row in package["sources"].rows)


@operator("rows", "foreign-key enum", follows=_LEANING)
def measure_lost(package: Original) -> Iterator[Change]:
    """A measure's row is gone that figures use."""
    for row in _used(package, "measures", "measure", ("figures", "measure")):
        counted = {figure["figure_id"] for figure in package["figures"].where(measure=row["measure"])}
        change = _without(row)
        yield replace(change, names=change.names | counted)


@operator("codelists", "profile", follows="enum foreign-key")
def qualifier_lost(package: Original) -> Iterator[Change]:
    """A row of the closed list of qualifiers is gone."""
    return (_without(row) for row in package["qualifiers"].rows)


@operator("rows", "numbers-account-for-figures", follows="every-number-accounted-for")
def number_of_a_figure_lost(package: Original) -> Iterator[Change]:
    """The row of a number is gone that a figure counts."""
    return (_without(row) for row in package["numbers"].where(disposition="figure"))


@operator("rows", "every-number-accounted-for", text=True)
def number_of_no_figure_lost(package: Original) -> Iterator[Change]:
    """The row of a number is gone that counts nothing: a year, an F-15."""
    # "a" is no number by the rules of coding, so "about a month" may stand in the table or not.
    return (_without(row) for row in package["numbers"].rows
            if row["disposition"] != "figure" and not row["phrase"].startswith("about a "))  # fmt: skip


@operator("rows", "majority-has-whole")
def whole_of_a_majority_lost(package: Original) -> Iterator[Change]:
    """The relation is gone that says of what a majority is one."""
    return (_without(row) for row in package["relations"].where(predicate="majority_of"))


@operator("rows", "primary-key", follows="unique attribution-complete every-number-accounted-for profile "
          "phrases-are-quotes")  # fmt: skip
def row_twice(package: Original) -> Iterator[Change]:
    """A row stands there twice."""
    for row in _rows(package):
        rows = row.table.cells
        rows.insert(row.number, rows[row.number])
        yield row.table.rewritten("the row stands there twice", rows, row, row=row.number + 3)


@operator("rows", "missing-cell", follows="required foreign-key profile")
def last_cell_gone(package: Original) -> Iterator[Change]:
    """A row has one cell less than the header."""
    for row in _rows(package):
        rows = row.table.cells
        rows[row.number].pop()
        yield row.table.rewritten("the last cell is gone", rows, row, row=row.number + 2)


@operator("rows", "extra-cell")
def cell_too_many(package: Original) -> Iterator[Change]:
    """A row has one cell more than the header."""
    for row in _rows(package):
        rows = row.table.cells
        rows[row.number].append("x")
        yield row.table.rewritten("a cell stands behind the last", rows, row, row=row.number + 2)


@operator("rows", "blank-row")
def blank_line(package: Original) -> Iterator[Change]:
    """A blank line stands between two rows."""
    for row in _rows(package):
        lines = csv_bytes(row.table.header, row.table.cells).split(b"\n")
        lines.insert(row.number + 1, b"")
        yield row.table.as_bytes(f"a blank line before {row.key}", b"\n".join(lines), row.number + 2)


@operator("rows", "extra-cell", follows=_ANY_CELL)
def two_rows_in_one_line(package: Original) -> Iterator[Change]:
    """The line end between two rows is gone."""
    for table in package.tables.values():
        for row in table.rows[:-1]:
            rows = table.cells
            rows[row.number : row.number + 2] = [rows[row.number] + rows[row.number + 1]]
            yield table.rewritten("the next row stands in its line", rows, row, table.rows[row.number + 1],
                                  row=row.number + 2)  # fmt: skip


@operator("rows", "missing-cell", follows=_ANY_CELL)
def row_in_two_lines(package: Original) -> Iterator[Change]:
    """A line end stands within a row."""
    for row in _rows(package):
        rows, half = row.table.cells, len(row.cells) // 2
        rows[row.number : row.number + 1] = [rows[row.number][:half], rows[row.number][half:]]
        change = row.table.rewritten("a line end stands within the row", rows, row, row=row.number + 2)
        yield replace(change, through=row.number + 3)


@operator("rows", "pattern enum type-error canonical-form", follows=f"{_ANY_CELL} {_WORDS}")
def header_within(package: Original) -> Iterator[Change]:
    """Two files were put together, and the header stands among the rows."""
    for row in _rows(package):
        rows = row.table.cells
        rows.insert(row.number, list(row.table.header))
        yield row.table.rewritten("the header stands before it", rows, row, row=row.number + 2)


@operator("rows", "missing-cell extra-cell", follows=_ANY_CELL)
def comment_within(package: Original) -> Iterator[Change]:
    """A line of comment stands among the rows, and nothing says that such lines are none."""
    for row in _rows(package):
        rows = row.table.cells
        rows.insert(row.number, ["# checked so far"])
        yield row.table.rewritten("a comment stands before it", rows, row, row=row.number + 2)


@operator("columns", "missing-label", follows="missing-cell")
def column_lost(package: Original) -> Iterator[Change]:
    """A column is gone, header and cells."""
    for table in package.tables.values():
        for at, name in enumerate(table.header):
            kept = [[*row[:at], *row[at + 1 :]] for row in [list(table.header), *table.cells]]
            yield table.as_bytes(f"the column {name} is gone", csv_bytes(kept[0], kept[1:]), columns=(name,))


@operator("columns", "duplicate-label", follows="extra-label")
def column_twice(package: Original) -> Iterator[Change]:
    """A column stands there twice."""
    for table in package.tables.values():
        for at, name in enumerate(table.header):
            more = [[*row, row[at]] for row in [list(table.header), *table.cells]]
            yield table.as_bytes(f"the column {name} stands there twice", csv_bytes(more[0], more[1:]), columns=(name,))


@operator("columns", "extra-label")
def column_that_nobody_declared(package: Original) -> Iterator[Change]:
    """A column was added, and no schema says what it is."""
    for table in package.tables.values():
        rows = [[*row, "1"] for row in table.cells]
        yield table.as_bytes("a column guess is added", csv_bytes([*table.header, "guess"], rows), columns=("guess",))


@operator("columns", "missing-label incorrect-label", follows="extra-label")
def column_renamed(package: Original) -> Iterator[Change]:
    """A column has another name."""
    for table in package.tables.values():
        for at, name in enumerate(table.header):
            header = [*table.header[:at], f"{name}_old", *table.header[at + 1 :]]
            yield table.as_bytes(f"the column {name} is named {header[at]}", csv_bytes(header, table.cells),
                                 columns=(name, header[at]))  # fmt: skip


@operator("columns", "missing-label incorrect-label text-form", follows="extra-label")
def name_of_a_column_with_a_space(package: Original) -> Iterator[Change]:
    """A space stands before the name of a column."""
    for table in package.tables.values():
        for at, name in enumerate(table.header):
            header = [*table.header[:at], f" {name}", *table.header[at + 1 :]]
            yield table.as_bytes(f"a space stands before the name {name}", csv_bytes(header, table.cells),
                                 columns=(name, header[at]))  # fmt: skip


@operator("columns", "incorrect-label", follows=f"{_ANY_CELL} {_WORDS}")
def names_of_two_columns_swapped(package: Original) -> Iterator[Change]:
    """Two neighbouring columns have each other's name."""
    for table in package.tables.values():
        for at in range(len(table.header) - 1):
            header = list(table.header)
            header[at : at + 2] = reversed(header[at : at + 2])
            yield table.as_bytes(f"{header[at + 1]} and {header[at]} are swapped", csv_bytes(header, table.cells),
                                 columns=(header[at], header[at + 1]))  # fmt: skip


@operator("columns", "missing-label incorrect-label extra-label", follows="duplicate-label blank-label")
def header_lost(package: Original) -> Iterator[Change]:
    """The line with the names of the columns is gone."""
    for table in package.tables.values():
        rows = table.cells
        yield table.as_bytes("the header is gone", csv_bytes(rows[0], rows[1:]))


def _leading(package: Original) -> Iterator[Cell]:
    for table in package.tables.values():
        for key in table.schema.get("foreignKeys", ()):
            yield from table.filled(*key["fields"])


@operator("keys", "foreign-key", follows=f"{_LEANING} enum bounds-follow-qualifier primary-key")
def key_that_leads_nowhere(package: Original) -> Iterator[Change]:
    """A key names a row that is not there."""
    return (cell.to(f"{cell.text}{'_x' if cell.column in {'measure', 'broader'} else '-x'}")
            for cell in _leading(package))  # fmt: skip


@operator("keys", "foreign-key", follows=f"{_LEANING} enum")
def key_renamed_in_its_own_row_alone(package: Original) -> Iterator[Change]:
    """A key was changed where it is defined, and nowhere else."""
    users = {"figures": (("attributions", "figure_id"),), "incidents": (("figures", "incident_id"),),
             "agents": (("attributions", "agent_id"), ("participants", "agent_id"), ("participants", "said_by")),
             "sources": (("figures", "source_id"),), "measures": (("figures", "measure"),)}  # fmt: skip
    for table, by in users.items():
        column = package[table].key[0]
        for row in _used(package, table, column, *by):
            yield Cell(row, column).to(f"{row[column]}{'_x' if table == 'measures' else '-x'}")


@operator("keys", "primary-key", follows=f"foreign-key enum parts-fit-whole phrase-verbatim every-number-accounted-for "
          f"unique phrases-are-quotes {_LEANING}")  # fmt: skip
def key_of_another_row(package: Original) -> Iterator[Change]:
    """Two rows have one key."""
    for table in package.tables.values():
        for row, other in zip(table.rows, table.rows[1:], strict=False):
            yield row.to(**{name: other[name] for name in table.key})


OPERATORS: tuple[Operator, ...] = (
    figure_lost, link_lost, agent_lost, incident_lost, source_lost, measure_lost, qualifier_lost,
    number_of_a_figure_lost, number_of_no_figure_lost, whole_of_a_majority_lost, row_twice, last_cell_gone,
    cell_too_many, blank_line, two_rows_in_one_line, row_in_two_lines, header_within, comment_within, column_lost,
    column_twice, column_that_nobody_declared, column_renamed, name_of_a_column_with_a_space,
    names_of_two_columns_swapped, header_lost, key_that_leads_nowhere, key_renamed_in_its_own_row_alone,
    key_of_another_row,
)  # fmt: skip
