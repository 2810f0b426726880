"""Cells that no longer have the form of their column: numbers, dates, codes and texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from corruptions.operator import Operator, operator
from corruptions.original import Cell, Change, Original

__all__ = ["OPERATORS"]

#: What a number that can be read breaks besides, where it is wrong.
_WRONG_NUMBER = ("bounds-follow-qualifier phrase-says-so attribution-complete after-teaser phrases-are-quotes profile "
                 "numbers-account-for-figures phrase-verbatim text-is-pinned every-number-accounted-for enum "
                 "parts-fit-whole restatement-agrees")  # fmt: skip
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _numbers(package: Original) -> Iterator[Cell]:
    for table in package.tables.values():
        yield from table.filled(*table.of_type("integer"))


def _days(package: Original) -> Iterator[Cell]:
    for table in package.tables.values():
        yield from table.filled(*table.of_type("date"))


def _constrained(package: Original, constraint: str) -> Iterator[Cell]:
    for table in package.tables.values():
        named = [f["name"] for f in table.schema["fields"] if f.get("constraints", {}).get(constraint)]
        yield from table.filled(*named)


def _sentences(package: Original) -> Iterator[Cell]:
    """Yield the cells of free text that no other rule compares with anything."""
    for table, columns in {"figures": "title note", "incidents": "title note", "agents": "note", "sources": "rights",
                           "measures": "title definition", "numbers": "note"}.items():  # fmt: skip
        yield from package[table].filled(*columns.split())


@operator("cells", "type-error canonical-form", follows="profile")
def letter_in_a_number(package: Original) -> Iterator[Change]:
    """A letter stands for a digit: 4O for 40."""
    return (cell.to(cell.text[:-1] + "O") for cell in _numbers(package))


@operator("cells", "type-error canonical-form", follows="profile")
def number_with_a_fraction(package: Original) -> Iterator[Change]:
    """A spreadsheet wrote 40.0 for 40."""
    return (cell.to(f"{cell.text}.0") for cell in _numbers(package))


@operator("cells", "type-error canonical-form", follows="profile")
def number_with_separators(package: Original) -> Iterator[Change]:
    """A comma parts the thousands: 2,500."""
    return (cell.to(f"{int(cell.text):,}") for cell in _numbers(package) if len(cell.text) > 3)


@operator("cells", "type-error canonical-form", follows="profile")
def number_with_underscores(package: Original) -> Iterator[Change]:
    """An underscore parts the thousands, as in code: 2_500."""
    return (cell.to(f"{int(cell.text):_}") for cell in _numbers(package) if len(cell.text) > 3)


@operator("cells", "type-error canonical-form", follows="profile")
def number_with_a_plus(package: Original) -> Iterator[Change]:
    """A plus sign stands before a number."""
    return (cell.to(f"+{cell.text}") for cell in _numbers(package))


@operator("cells", "type-error canonical-form", follows="profile")
def number_with_a_leading_zero(package: Original) -> Iterator[Change]:
    """A zero stands before a number."""
    return (cell.to(f"0{cell.text}") for cell in _numbers(package))


@operator("cells", "type-error canonical-form", follows="profile")
def number_in_arabic_digits(package: Original) -> Iterator[Change]:
    """A number is written in the digits of another script."""
    return (cell.to(cell.text.translate(_ARABIC)) for cell in _numbers(package))


@operator("cells", "type-error canonical-form", follows="profile")
def number_in_powers(package: Original) -> Iterator[Change]:
    """A spreadsheet wrote 4.0E+1 for 40."""
    return (cell.to(f"{int(cell.text):.1E}") for cell in _numbers(package))


@operator("cells", "type-error canonical-form", follows="profile")
def number_with_its_unit(package: Original) -> Iterator[Change]:
    """The noun stands in the cell, behind the number."""
    return (cell.to(f"{cell.text} people") for cell in _numbers(package))


@operator("cells", "canonical-form type-error", follows=_WRONG_NUMBER)
def number_beyond_exact(package: Original) -> Iterator[Change]:
    """A number is larger than what every reader holds exactly."""
    return (cell.to(str(2**53 + 1 + int(cell.text))) for cell in _numbers(package))


@operator("cells", "minimum", follows=_WRONG_NUMBER)
def number_below_nought(package: Original) -> Iterator[Change]:
    """A minus sign stands before a number that cannot be negative."""
    return (cell.to(f"-{cell.text}") for cell in _constrained_numbers(package))


def _constrained_numbers(package: Original) -> Iterator[Cell]:
    for table in package.tables.values():
        named = [f["name"] for f in table.schema["fields"] if f.get("constraints", {}).get("minimum", -1) >= 0]
        yield from (cell for cell in table.filled(*named) if cell.text != "0")


@operator("dates", "type-error canonical-form")
def day_first(package: Original) -> Iterator[Change]:
    """A day is written as 27-06-2021."""
    return (cell.to("-".join(reversed(cell.text.split("-")))) for cell in _days(package))


@operator("dates", "type-error canonical-form")
def day_with_slashes(package: Original) -> Iterator[Change]:
    """A day is written as 06/27/2021."""
    for cell in _days(package):
        year, month, day = cell.text.split("-")
        yield cell.to(f"{month}/{day}/{year}")


@operator("dates", "type-error canonical-form")
def day_without_zeros(package: Original) -> Iterator[Change]:
    """A day is written as 2021-6-27."""
    return (cell.to("-".join(str(int(part)) for part in cell.text.split("-"))) for cell in _days(package))


@operator("dates", "type-error canonical-form")
def day_that_is_none(package: Original) -> Iterator[Change]:
    """A day is written that no calendar has."""
    return (cell.to(f"{cell.text[:5]}02-30") for cell in _days(package))


@operator("dates", "type-error canonical-form")
def day_with_a_time(package: Original) -> Iterator[Change]:
    """An hour stands behind a day."""
    return (cell.to(f"{cell.text}T00:00:00") for cell in _days(package))


@operator("dates", "type-error canonical-form")
def day_as_a_serial_number(package: Original) -> Iterator[Change]:
    """A spreadsheet wrote the number of the day."""
    return (cell.to("44374") for cell in _days(package))


@operator("dates", "type-error canonical-form")
def day_of_a_short_year(package: Original) -> Iterator[Change]:
    """The century of a day is gone."""
    return (cell.to(cell.text[2:]) for cell in _days(package))


@operator("cells", "required source-is-given value-fits-qualifier primary-key",
          follows="foreign-key attribution-complete profile numbers-account-for-figures majority-has-whole "
          "every-number-accounted-for")  # fmt: skip
def required_cell_emptied(package: Original) -> Iterator[Change]:
    """A cell that has to be filled is empty."""
    return (cell.to("") for cell in _constrained(package, "required"))


@operator("codelists", "enum foreign-key", follows="profile pattern attribution-complete bounds-follow-qualifier "
          "majority-has-whole")  # fmt: skip
def code_that_no_list_has(package: Original) -> Iterator[Change]:
    """A code is written without its underscores, or with a letter too many: atleast."""
    for cell in [*_constrained(package, "enum"), *package["figures"].filled("measure")]:
        yield cell.to(cell.text.replace("_", "") if "_" in cell.text else f"{cell.text}x")


@operator("codelists", "enum foreign-key pattern", follows="profile attribution-complete majority-has-whole")
def code_in_capitals(package: Original) -> Iterator[Change]:
    """A code is written with a capital."""
    for cell in [*_constrained(package, "enum"), *package["figures"].filled("measure")]:
        yield cell.to(cell.text.capitalize())


@operator("keys", "pattern", follows="foreign-key attribution-complete numbers-account-for-figures enum profile "
          "majority-has-whole")  # fmt: skip
def key_with_a_space(package: Original) -> Iterator[Change]:
    """A key is written with a space, as a title."""
    return (cell.to(cell.text.replace("-", " ")) for cell in _constrained(package, "pattern") if "-" in cell.text)


@operator("cells", "text-form")
def space_before(package: Original) -> Iterator[Change]:
    """A space stands before a text."""
    return (cell.to(f" {cell.text}") for cell in _sentences(package))


@operator("cells", "text-form")
def space_behind(package: Original) -> Iterator[Change]:
    """A space stands behind a text."""
    return (cell.to(f"{cell.text} ") for cell in _sentences(package))


@operator("cells", "text-form")
def mark_that_nobody_sees(package: Original) -> Iterator[Change]:
    """A space of no width stands within a text."""
    return (cell.to(f"{cell.text[:3]}\u200b{cell.text[3:]}") for cell in _sentences(package))


@operator("cells", "text-form")
def mark_that_turns_the_line(package: Original) -> Iterator[Change]:
    """A mark that turns the direction of reading stands within a text."""
    return (cell.to(f"{cell.text[:3]}\u202e{cell.text[3:]}") for cell in _sentences(package))


@operator("cells", "text-form")
def control_character(package: Original) -> Iterator[Change]:
    """A bell stands within a text."""
    return (cell.to(f"{cell.text[:3]}\a{cell.text[3:]}") for cell in _sentences(package))


@operator("cells", "text-form")
def letter_in_two_parts(package: Original) -> Iterator[Change]:
    """A letter and its accent stand as two characters."""
    return (cell.to(unicodedata.normalize("NFD", f"{cell.text[:2]}é{cell.text[2:]}")) for cell in _sentences(package))


@operator("cells", "text-form")
def text_decoded_wrongly(package: Original) -> Iterator[Change]:
    """UTF-8 was read as Latin-1 and written again."""
    return (cell.to(f"{cell.text} (l’été)".encode().decode("cp1252")) for cell in _sentences(package))


OPERATORS: tuple[Operator, ...] = (
    letter_in_a_number, number_with_a_fraction, number_with_separators, number_with_underscores, number_with_a_plus,
    number_with_a_leading_zero, number_in_arabic_digits, number_in_powers, number_with_its_unit, number_beyond_exact,
    number_below_nought, required_cell_emptied, space_before, space_behind, mark_that_nobody_sees,
    mark_that_turns_the_line, control_character, letter_in_two_parts, text_decoded_wrongly,
    day_first, day_with_slashes, day_without_zeros, day_that_is_none, day_with_a_time, day_as_a_serial_number,
    day_of_a_short_year, code_that_no_list_has, code_in_capitals, key_with_a_space,
)  # fmt: skip
