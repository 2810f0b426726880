"""Every style of every kind of entry, with all that an entry can have and with as little as it can have."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from asreported.citing.entry import Entry, key_of
from asreported.citing.latex import escaped, protected
from asreported.citing.plain_words import listed
from asreported.citing.styles import render

ENTRIES = {
    "a row": Entry(
        key="raids.figure.drones",
        kind="row",
        title="“at least five” (5 or more)",
        authors=("A. Roe", "B. Doe", "The C developers"),
        issued=date(2026, 3, 9),
        container="Raids & figures",
        version="1.2.0",
        number="drones",
        url="https://example.org/raids",
        language="en",
        note="The row has sha256 0a_b",
    ),
    "a bare row": Entry(key="raids.figure.wells", kind="row", title="“wells”"),
    "a dataset": Entry(key="raids", kind="dataset", title="Raids", version="1.2.0", authors=("A. Roe",)),
    "an article": Entry(
        key="raids.source.a",
        kind="article",
        title="US raids. “Two” hit.",
        authors=("C. Moe", "D. Noe"),
        issued=date(2021, 6, 8),
        container="Al Jazeera",
        publisher="Al Jazeera",
        url="https://example.org/a#:~:text=two",
        archived_url="https://archive.example/a",
        accessed=date(2022, 1, 5),
        language="en",
    ),
    "an unsigned article": Entry(
        key="raids.source.b", kind="article", title="B", container="Reuters", publisher="Reuters"
    ),
    "a report": Entry(
        key="raids.source.c",
        kind="report",
        title="C",
        issued=date(2020, 12, 31),
        container="UN",
        publisher="UN",
        language="fr",
    ),
}
PRINTED = {
    ("text", "a row"): (
        "“at least five” (5 or more). In: Raids & figures. Version 1.2.0. A. Roe, B. Doe and The C "
        "developers. 9 March 2026. https://example.org/raids The row has sha256 0a_b.\n"
    ),
    ("text", "a bare row"): "“wells”.\n",
    ("text", "a dataset"): "Raids. Version 1.2.0. A. Roe.\n",
    ("text", "an article"): (
        "US raids. “Two” hit. C. Moe. D. Noe. Al Jazeera. 8 June 2021. https://example.org/a#:~:text=two"
        " (accessed 5 January 2022) Archived at https://archive.example/a\n"
    ),
    ("text", "an unsigned article"): "B. Reuters.\n",
    ("text", "a report"): "C. UN. 31 December 2020.\n",
    ("apa", "a row"): (
        "A. Roe, B. Doe, & The C developers. (2026). “at least five” (5 or more) [Data set]. In Raids & "
        "figures (Version 1.2.0). https://example.org/raids The row has sha256 0a_b.\n"
    ),
    ("apa", "a bare row"): "“wells” [Data set]. (n.d.).\n",
    ("apa", "a dataset"): "A. Roe. (n.d.). Raids (Version 1.2.0) [Data set].\n",
    ("apa", "an article"): (
        "C. Moe, & D. Noe. (2021, June 8). US raids. “Two” hit. Al Jazeera. "
        "https://example.org/a#:~:text=two (accessed 5 January 2022) Archived at "
        "https://archive.example/a\n"
    ),
    ("apa", "an unsigned article"): "Reuters. (n.d.). B.\n",
    ("apa", "a report"): "UN. (2020, December 31). C.\n",
    ("chicago", "a row"): (
        "A. Roe, B. Doe and The C developers. 2026. ““at least five” (5 or more).” In Raids & figures. "
        "Version 1.2.0. Data set. https://example.org/raids The row has sha256 0a_b.\n"
    ),
    ("chicago", "a bare row"): "n.d. “wells”. Data set.\n",
    ("chicago", "a dataset"): "A. Roe. n.d. Raids. Version 1.2.0. Data set.\n",
    ("chicago", "an article"): (
        "C. Moe and D. Noe. 2021. “US raids. “Two” hit.” Al Jazeera, June 8, 2021. "
        "https://example.org/a#:~:text=two (accessed 5 January 2022) Archived at "
        "https://archive.example/a\n"
    ),
    ("chicago", "an unsigned article"): "Reuters. n.d. “B.” Reuters.\n",
    ("chicago", "a report"): "UN. 2020. “C.” UN, December 31, 2020.\n",
    ("bibtex", "a row"): r"""@misc{raids.figure.drones,
  author = {{A. Roe} and {B. Doe} and {The C developers}},
  title = {{“at least five” (5 or more)}},
  howpublished = {{Data set, version 1.2.0: Raids \& figures}},
  year = {2026},
  month = mar,
  day = {9},
  number = {drones},
  url = {https://example.org/raids},
  language = {en},
  note = {The row has sha256 0a\_b},
}
""",
    ("bibtex", "a dataset"): """@misc{raids,
  author = {{A. Roe}},
  title = {{Raids}},
  howpublished = {{Data set, version 1.2.0}},
}
""",
    ("bibtex", "an article"): """@article{raids.source.a,
  author = {{C. Moe} and {D. Noe}},
  title = {{US raids. “Two” hit.}},
  journal = {{Al Jazeera}},
  year = {2021},
  month = jun,
  day = {8},
  url = {https://example.org/a#:~:text=two},
  urldate = {2022-01-05},
  language = {en},
  note = {archived at https://archive.example/a},
}
""",
    ("bibtex", "an unsigned article"): """@article{raids.source.b,
  title = {{B}},
  journal = {{Reuters}},
}
""",
    ("bibtex", "a report"): """@misc{raids.source.c,
  title = {{C}},
  howpublished = {{UN}},
  year = {2020},
  month = dec,
  day = {31},
  language = {fr},
}
""",
    ("biblatex", "a row"): r"""@dataset{raids.figure.drones,
  author = {{A. Roe} and {B. Doe} and {The C developers}},
  title = {{“at least five” (5 or more)}},
  series = {{Raids \& figures}},
  date = {2026-03-09},
  version = {1.2.0},
  number = {drones},
  url = {https://example.org/raids},
  langid = {english},
  note = {The row has sha256 0a\_b},
}
""",
    ("biblatex", "a bare row"): """@dataset{raids.figure.wells,
  title = {{“wells”}},
}
""",
    ("biblatex", "a dataset"): """@dataset{raids,
  author = {{A. Roe}},
  title = {{Raids}},
  version = {1.2.0},
}
""",
    ("biblatex", "an article"): """@article{raids.source.a,
  author = {{C. Moe} and {D. Noe}},
  title = {{US raids. “Two” hit.}},
  journaltitle = {{Al Jazeera}},
  entrysubtype = {newspaper},
  date = {2021-06-08},
  url = {https://example.org/a#:~:text=two},
  urldate = {2022-01-05},
  langid = {english},
  note = {archived at https://archive.example/a},
}
""",
    ("biblatex", "an unsigned article"): """@article{raids.source.b,
  title = {{B}},
  journaltitle = {{Reuters}},
  entrysubtype = {newspaper},
}
""",
    ("biblatex", "a report"): """@report{raids.source.c,
  title = {{C}},
  institution = {{UN}},
  date = {2020-12-31},
}
""",
    ("ris", "a row"): """TY  - DATA
ID  - raids.figure.drones
TI  - “at least five” (5 or more)
AU  - A. Roe
AU  - B. Doe
AU  - The C developers
T2  - Raids & figures
PY  - 2026
DA  - 2026/03/09
ET  - 1.2.0
AN  - drones
UR  - https://example.org/raids
LA  - en
N1  - The row has sha256 0a_b
""",
    ("ris", "a bare row"): """TY  - DATA
ID  - raids.figure.wells
TI  - “wells”
""",
    ("ris", "a dataset"): """TY  - DATA
ID  - raids
TI  - Raids
AU  - A. Roe
ET  - 1.2.0
""",
    ("ris", "an article"): """TY  - NEWS
ID  - raids.source.a
TI  - US raids. “Two” hit.
AU  - C. Moe
AU  - D. Noe
T2  - Al Jazeera
PY  - 2021
DA  - 2021/06/08
UR  - https://example.org/a#:~:text=two
L2  - https://archive.example/a
Y2  - 2022/01/05
LA  - en
""",
    ("ris", "an unsigned article"): """TY  - NEWS
ID  - raids.source.b
TI  - B
T2  - Reuters
""",
    ("ris", "a report"): """TY  - RPRT
ID  - raids.source.c
TI  - C
PB  - UN
PY  - 2020
DA  - 2020/12/31
LA  - fr
""",
    ("r", "a row"): r"""bibentry(
  "Misc",
  key = "raids.figure.drones",
  author = c(person("A. Roe"), person("B. Doe"), person("The C developers")),
  title = "{“at least five” (5 or more)}",
  howpublished = "{Data set, version 1.2.0: Raids \\& figures}",
  year = "2026",
  month = "mar",
  day = "9",
  number = "drones",
  url = "https://example.org/raids",
  language = "en",
  note = "The row has sha256 0a\\_b",
  textVersion = "(IN WORDS)"
)
""",
    ("r", "a dataset"): """bibentry(
  "Misc",
  key = "raids",
  author = c(person("A. Roe")),
  title = "{Raids}",
  howpublished = "{Data set, version 1.2.0}",
  textVersion = "(IN WORDS)"
)
""",
    ("r", "an article"): """bibentry(
  "Article",
  key = "raids.source.a",
  author = c(person("C. Moe"), person("D. Noe")),
  title = "{US raids. “Two” hit.}",
  journal = "{Al Jazeera}",
  year = "2021",
  month = "jun",
  day = "8",
  url = "https://example.org/a#:~:text=two",
  urldate = "2022-01-05",
  language = "en",
  note = "archived at https://archive.example/a",
  textVersion = "(IN WORDS)"
)
""",
    ("r", "an unsigned article"): """bibentry(
  "Article",
  key = "raids.source.b",
  author = c(person("Reuters")),
  title = "{B}",
  journal = "{Reuters}",
  textVersion = "(IN WORDS)"
)
""",
    ("r", "a report"): """bibentry(
  "Misc",
  key = "raids.source.c",
  title = "{C}",
  howpublished = "{UN}",
  year = "2020",
  month = "dec",
  day = "31",
  language = "fr",
  textVersion = "(IN WORDS)"
)
""",
}


@pytest.mark.parametrize(("style", "kind"), PRINTED, ids=" of ".join)
def test_an_entry_is_printed_with_what_is_known_of_it_and_nothing_else(style, kind):
    expected = PRINTED[style, kind].replace("(IN WORDS)", PRINTED["text", kind].strip())
    end = "ER  - \n" if style == "ris" else ""

    assert expected + end == render([ENTRIES[kind]], style)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "a row",
            {
                "id": "raids.figure.drones",
                "type": "dataset",
                "title": '<span class="nocase">“at least five” (5 or more)</span>',
                "author": [{"literal": "A. Roe"}, {"literal": "B. Doe"}, {"literal": "The C developers"}],
                "issued": {"date-parts": [[2026, 3, 9]]},
                "container-title": "Raids & figures",
                "publisher": "Roe",
                "version": "1.2.0",
                "number": "drones",
                "URL": "https://example.org/raids",
                "language": "en",
                "note": "The row has sha256 0a_b",
            },
        ),
        (
            "an article",
            {
                "id": "raids.source.a",
                "type": "article-newspaper",
                "title": '<span class="nocase">US raids. “Two” hit.</span>',
                "author": [{"literal": "C. Moe"}, {"literal": "D. Noe"}],
                "issued": {"date-parts": [[2021, 6, 8]]},
                "container-title": "Al Jazeera",
                "URL": "https://example.org/a#:~:text=two",
                "archive": "https://archive.example/a",
                "accessed": {"date-parts": [[2022, 1, 5]]},
                "language": "en",
            },
        ),
        (
            "a report",
            {
                "id": "raids.source.c",
                "type": "report",
                "title": '<span class="nocase">C</span>',
                "issued": {"date-parts": [[2020, 12, 31]]},
                "publisher": "Roe",
                "language": "fr",
            },
        ),
    ],
    ids=["a row", "an article", "a report"],
)
def test_csl_json_names_a_publisher_where_no_newspaper_is_named(kind, expected):
    entry = ENTRIES[kind]

    printed = render([entry if kind == "an article" else replace(entry, publisher="Roe")], "csl-json")

    assert [expected] == json.loads(printed)
    assert printed.startswith('[\n  {\n    "id": ')
    assert printed.endswith("]\n")


def test_csl_json_keeps_letters_as_they_are_and_makes_no_tag_of_them():
    hard = replace(ENTRIES["an article"], title="café <i>x</I> a<b", note="<sub>")

    printed = render([hard], "csl-json")

    assert "café <\u2060i>x<\u2060/I> a<\u2060b" in printed
    assert "<\u2060sub>" in printed


@pytest.mark.parametrize(
    ("style", "between"),
    [("text", "\n\n"), ("apa", "\n\n"), ("chicago", "\n\n"), ("bibtex", "}\n\n@"), ("biblatex", "}\n\n@"),
     ("ris", "ER  - \n\nTY")],
)  # fmt: skip
def test_entries_stand_apart_by_one_empty_line(style, between):
    entries = [ENTRIES["an unsigned article"], ENTRIES["a report"]]

    assert 1 == render(entries, style).count(between)


def test_several_entries_of_r_are_one_vector():
    entries = [ENTRIES["an unsigned article"], ENTRIES["a report"]]
    one, other = (render([entry], "r").strip() for entry in entries)

    assert f"c(\n{one},\n{other}\n)\n" == render(entries, "r")


def test_r_says_a_quote_and_a_backslash_as_its_strings_need_them():
    assert r'title = "{a \"b\" \\textbackslash{}c}"' in render([replace(ENTRIES["a report"], title='a "b" \\c')], "r")


@pytest.mark.parametrize("number", range(12))
def test_every_month_is_named_as_bibtex_names_it(number):
    day = date(2021, 1, 15) + timedelta(days=30.4 * number)

    assert f"  month = {day:%b},\n".lower() in render([replace(ENTRIES["a report"], issued=day)], "bibtex").lower()


def test_the_archive_stands_behind_the_note_in_bibtex():
    both = replace(ENTRIES["an article"], note="seen 5%")

    assert r"note = {seen 5\%; archived at https://archive.example/a}" in render([both], "bibtex")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---", "-{}-{}-"),
        ("{a} {b} }", r"\{a\} \{b\} \rbrace{}"),
        ("{ {a}", r"\lbrace{} \{a\}"),
        ("{{a}}", r"\{\{a\}\}"),
        ("} {a}", r"\rbrace{} \{a\}"),
        ("a_b ~ ^", r"a\_b \textasciitilde{} \textasciicircum{}"),
        ("' ` $ \\", r"\textquotesingle{} \textasciigrave{} \$ \textbackslash{}"),
    ],
)  # fmt: skip
def test_braces_are_escaped_as_pairs_and_the_rest_by_its_command(text, expected):
    assert expected == escaped(text)
    assert ("{" + expected + "}", "") == (protected(text), protected(""))


@pytest.mark.parametrize(
    ("names", "word", "expected"),
    [
        ([], "and", ""),
        (["a"], "and", "a"),
        (["a", "b"], "and", "a and b"),
        (["a", "b", "c"], "or", "a, b or c"),
        (["a", "b", "c"], "&", "a, b, & c"),
    ],
)
def test_names_are_a_list_in_words(names, word, expected):
    assert expected == listed(names, word)


def test_a_key_keeps_the_signs_that_every_reader_takes():
    assert "a.b_c-d-9--" == key_of("a.b_c-d,9é ")
