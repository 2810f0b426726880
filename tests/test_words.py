"""The tables of words: their notation, that they hold every word, and what a language lacks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from word_tables import TABLES, table

import asreported

PACKAGE = Path(asreported.__file__).parent
#: The rooms that read words; none of them may know one.
ROOMS = ("reading", "suggesting", "auditing", "words")
#: Columns of the tables that hold codes, and not words.
CODES = ("kind", "class", "qualifier", "beside", "position", "makes", "reason", "form", "side", "anonymity", "noun")
#: Names and codes of the code itself, although a table has a word that is written so: columns, fields, kinds of token,
#: the letter that stands for an unknown word, the plural of a message.
OWN_CODES = set(
    [
        "a",
        "and",
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
        "report",
        "row",
        "s",
        "sign",
        "statement",
        "tally",
        "text",
        "whole",
        "x",
        "yes",
    ]
)


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
