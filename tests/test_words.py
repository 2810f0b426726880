"""The tables of words: their notation, that they hold every word, and what a language lacks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from word_tables import FOLDERS, TABLES, table

import asreported
from asreported.reading import languages, read_count
from asreported.words import loader
from asreported.words.__main__ import main
from asreported.words.loader import own_rows
from asreported.words.needs import lacking

PACKAGE = Path(asreported.__file__).parent
#: The rooms that read words; none of them may know one.
ROOMS = ("reading", "suggesting", "auditing", "words")
#: Columns of the tables that hold codes, and not words.
CODES = ("kind", "class", "qualifier", "beside", "position", "makes", "reason", "form", "side", "anonymity", "noun")
#: Names and codes of the code itself, although a table has a word that is written so: columns, fields, kinds of token,
#: the letter that stands for an unknown word, the plural of a message.
OWN_CODES = {
    "a",
    "article",
    "at",
    "between",
    "class",
    "count",
    "counted",
    "countries",
    "en",
    "every",
    "figure",
    "high",
    "lead",
    "left",
    "name",
    "number",
    "passed",
    "place",
    "points",
    "range",
    "reading",
    "report",
    "row",
    "s",
    "sign",
    "statement",
    "table",
    "tally",
    "text",
    "whole",
    "x",
    "yes",
}


def words_of_the_tables():
    found = {
        row[column]
        for name in TABLES
        for row in table(name)
        for column in ("words", "opener", "joiner")
        if row.get(column)
    }
    return {word.casefold() for word in found if any(sign.isalpha() for sign in word)}


def codes():
    found = {
        part
        for name in TABLES
        for row in table(name)
        for column in CODES
        for part in re.split(r"[?:]", row.get(column, ""))
    }
    return found | set(TABLES) | OWN_CODES


def literals(file):
    """Yield each string of a module that is no docstring and no public name, with its line."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            told |= {id(name) for name in ast.walk(node.value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def words_in(literal):
    """Return the words that a string may be compared with: itself, or what a regular expression spells out."""
    if not re.search(r"\\[a-z]|\(\?|\|", literal):
        return {literal.casefold()}
    plain = re.sub(r"\\.|\(\?P?[<=!:a-z]*(?:\w+>)?|\[[^\]]*\]|<\w+>", " ", literal)
    return {word.casefold() for word in re.findall(r"[^\W\d_]+", plain)}


@pytest.mark.parametrize("room", ROOMS)
def test_no_word_of_a_language_stands_in_code(room):
    known = words_of_the_tables() - codes()

    found = [
        (file.name, line, literal)
        for file in sorted((PACKAGE / room).glob("*.py"))
        for line, literal in literals(file)
        if words_in(literal) & known
    ]

    assert [] == found


def test_no_cell_holds_a_list_of_words():
    lists = [
        (name, row)
        for name in TABLES
        for row in table(name)
        for column in ("words", "opener", "joiner")
        if "|" in row.get(column, "")
    ]

    assert [] == lists


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice_in_a_table(name):
    for folder in FOLDERS:
        rows = [tuple(cell for column, cell in row.items() if column != "example") for row in own_rows(name, folder)]

        assert len(set(rows)) == len(rows)


def test_all_rows_of_a_case_in_which_nothing_is_counted_agree():
    cases: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for row in table("not_counts"):
        said = (row["reason"], row["certain"], row["form"])
        cases.setdefault((row["language"], row["case"]), set()).add(said)

    assert {1} == {len(said) for said in cases.values()}


def test_every_class_is_asked_for_by_the_code_or_named_in_a_row():
    code = "".join(file.read_text(encoding="utf-8") for room in ROOMS for file in (PACKAGE / room).glob("*.py"))
    cells = " ".join(cell for name in TABLES for row in table(name) for cell in row.values())
    classes = {row["class"] for name in ("classes", "speech") for row in table(name)}

    unused = {name for name in classes if not re.search(f"['\"]{name}['\"]", code) and f"<{name}>" not in cells}
    # Words from which no little word is parted are known by being listed.
    assert {"whole_words"} == unused


def test_the_languages_have_every_word_that_reading_needs():
    lacked = [(one, str(need)) for one in languages() for need in lacking(one) if need.purpose == "reading"]

    assert [] == lacked


def test_english_lacks_nothing(capsys):
    assert 0 == main(["check", "en"])
    assert capsys.readouterr().out.startswith("en: has all")


def test_what_a_language_lacks_is_listed_with_an_example(capsys):
    assert 1 == main(["check", "de"])

    told = capsys.readouterr().out
    assert "numbers.csv  teen: numbers that take no unit behind them, as in 'thirteen'" in told


def test_a_check_of_no_language_in_particular_checks_all(capsys):
    main(["check"])

    assert list(languages()) == re.findall(r"(?m)^([a-z]{2,3}): ", capsys.readouterr().out)


@pytest.mark.parametrize("arguments", [[], ["spell"], ["check", "German"], ["check", "../x"]])
def test_a_wrong_call_ends_with_two(arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert 2 == ended.value.code


def test_a_new_language_is_its_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(loader, "WORDS", tmp_path)
    for shared in ("languages.csv", "needs.csv"):
        (tmp_path / shared).write_bytes((PACKAGE / "words" / shared).read_bytes())
    with (tmp_path / "languages.csv").open("a", encoding="utf-8") as lines:
        lines.write('de,German,",.",. ,yes,hundred|scale,last,\n')
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "numbers.csv").write_text(
        "kind,value,qualifier,words,example\nunit,5,,fünf,fünf Soldaten\n", "utf-8"
    )
    (tmp_path / "de" / "cues.csv").write_text(
        "position,qualifier,beside,words,example\nbefore,at_least,,mindestens,mindestens fünf Soldaten\n", "utf-8"
    )
    loader._read.cache_clear()
    try:
        reading = read_count("mindestens fünf Soldaten", "de")
        lacked = {(need.table, need.classes) for need in lacking("de")}
    finally:
        monkeypatch.undo()
        loader._read.cache_clear()

    assert ("at_least", 5) == (reading.qualifier, reading.value)
    assert ("numbers", ("teen",)) in lacked
    assert ("cues", ("before at_least",)) not in lacked
