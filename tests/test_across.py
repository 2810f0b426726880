"""The rules across tables and beside texts run where what they read is there and sound, and wait everywhere else."""

from collections import Counter
from dataclasses import replace

import polars as pl
import pytest

import asreported
from asreported.engine.across import broken_across, broken_beside_texts, read_texts, remarks_on_texts
from asreported.engine.one_pass import check_table
from asreported.errors import Misuse, UnknownName
from asreported.rules.book import of_scope
from asreported.rules.codelists import shipped_codelists
from asreported.schemas import pandera_schema

SOURCE = "al-jazeera-2021-06-28"


@pytest.fixture(scope="module")
def tables():
    """Every shipped table after the pass, with all of its columns kept."""
    codes = shipped_codelists()
    checked = {}
    for resource in asreported.open_package().tables:
        schema = pandera_schema(resource.name)
        checked[resource.name] = check_table(resource, schema, codes, limit=9, keep=map(str, schema.columns))
    return checked


def waiting(judged):
    return {rule.id for rule, broken in judged if broken is None}


def test_every_rule_across_tables_runs_over_sound_tables(tables):
    judged = list(broken_across(tables))

    assert {rule.id for rule in of_scope("tables")} == {rule.id for rule, _ in judged}
    assert set() == waiting(judged)
    graves = {rule.id for rule, broken in judged if rule.severity == "error" and any(len(rows) for _, rows in broken)}
    assert set() == graves


@pytest.mark.parametrize(
    ("name", "changes", "waits", "runs"),
    [
        ("figures", {"unsound": {"low"}}, "parts-fit-whole", "relation-acyclic"),
        ("figures", {"unsound": {"note"}}, None, "parts-fit-whole"),
        ("relations", {"is_cut_off": True}, "relation-acyclic", "attribution-complete"),
        ("relations", {"labels": ("subject_id", "predicate")}, "relation-acyclic", "attribution-complete"),
        ("relations", {"labels": ("subject_id", "predicate", "object_id")}, "part-within", "relation-acyclic"),
        ("relations", None, "relation-acyclic", "attribution-complete"),
    ],
    ids=[
        "an unsound column",
        "an unsound column that no rule reads",
        "rows lost",
        "a column lost",
        "other columns lost",
        "a table lost",
    ],
)
def test_a_rule_waits_for_what_it_reads_and_for_nothing_else(name, changes, waits, runs, tables):
    changed = {n: t for n, t in tables.items() if n != name}
    if changes is not None:
        changed[name] = replace(tables[name], **changes)

    found = waiting(broken_across(changed))

    assert waits in found if waits else found == set()
    assert runs not in found


def test_the_rows_that_break_a_rule_come_with_their_place_under_their_table(tables):
    links = tables["attributions"].frame.with_columns(position=pl.lit(7, pl.Int64))
    changed = {**tables, "attributions": replace(tables["attributions"], frame=links)}

    broken = {rule.id: rows for rule, rows in broken_across(changed) if rows and any(len(r) for _, r in rows)}

    assert "attribution-complete" in broken
    for rows in broken.values():
        assert all(table in tables for table, _ in rows)
        assert all({"␤line", "␤row"} <= set(frame.columns) for _, frame in rows)


def test_what_is_wrong_beside_a_text_comes_table_by_table(tables):
    judged = {rule.id: broken for rule, broken in broken_beside_texts(tables, {SOURCE: "more than 40 attacks"})}

    assert ["sources"] == [table for table, _ in judged["text-is-pinned"]]
    assert {"figures", "attributions", "numbers"} <= {table for table, _ in judged["phrase-verbatim"]}
    assert len(judged["phrase-verbatim"]) == len({table for table, _ in judged["phrase-verbatim"]})


def test_rules_beside_texts_run_for_each_text_and_wait_for_what_they_read(tables):
    sources = tables["sources"].frame
    two = pl.concat([sources, sources.with_columns(source_id=pl.lit("other"))])
    tables = {**tables, "sources": replace(tables["sources"], frame=two)}
    unsound = {**tables, "numbers": replace(tables["numbers"], unsound={"at"})}
    texts = {SOURCE: "a", "other": "b"}
    rules = [rule.id for rule in of_scope("text")]

    assert rules * 2 == [rule.id for rule, _ in broken_beside_texts(tables, texts)]
    assert set(rules) == waiting(broken_beside_texts(unsound, texts))
    lost = {**tables, "numbers": replace(tables["numbers"], totals=Counter({"foreign-key": 1}))}
    assert {"every-number-accounted-for"} == waiting(broken_beside_texts(lost, texts))
    assert [] == remarks_on_texts(unsound, texts)
    assert 2 == len(remarks_on_texts(tables, texts))
    assert "nowhere in the text" in remarks_on_texts(tables, texts)[0]


def test_a_text_is_read_as_its_normal_form(tmp_path):
    place = tmp_path / "text.txt"
    place.write_bytes(b"\xef\xbb\xbfOne\n\n two. ")

    assert {SOURCE: "One two."} == read_texts({SOURCE: place}, (SOURCE,)) == read_texts({SOURCE: str(place)}, (SOURCE,))


def test_a_text_that_cannot_be_read_is_misuse(tmp_path):
    place = tmp_path / "text.txt"
    place.write_bytes(b"One \xff")

    with pytest.raises(Misuse, match=r"text.txt: the text of al-jazeera-2021-06-28 is not UTF-8 \(byte 4\)"):
        read_texts({SOURCE: place}, (SOURCE,))
    with pytest.raises(Misuse, match="the text of al-jazeera-2021-06-28 cannot be read: No such file"):
        read_texts({SOURCE: tmp_path / "gone.txt"}, (SOURCE,))


def test_a_text_of_no_source_is_refused(tmp_path):
    with pytest.raises(UnknownName, match="did you mean al-jazeera-2021-06-28"):
        read_texts({SOURCE[:-1]: tmp_path}, (SOURCE,))
    with pytest.raises(UnknownName):
        read_texts({SOURCE: tmp_path}, ())
