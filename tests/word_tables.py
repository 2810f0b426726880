"""The tables of words with every language in them, each row with its own."""

from asreported.words.loader import EVERY, WORDS, languages, own_rows

FOLDERS = (EVERY, *languages())
TABLES = sorted({file.stem for file in WORDS.glob("*/*.csv")})


def table(name):
    """Return the rows of a table, those of every language first, each with its `language` ("*" for every one)."""
    found = [("*" if one == EVERY else one, row) for one in FOLDERS for row in own_rows(name, one)]
    return [{"language": language, **row} for language, row in found]


def examples(name):
    """Return the rows of a table that have an example: the first of each group of words."""
    return [row for row in table(name) if row.get("example")]
