import csv
import json

import pytest

import asreported
from asreported.adding import Invalid, Unusable, add
from asreported.errors import BadCell, FileUnreadable, Misuse, PackageUnreadable, UnknownName
from asreported.suggesting import find_candidates
from asreported.suggesting.candidates import save

TEXT = "At least 12 people were killed on Friday, the harbour police said. They added that 30 people were injured.\n"
OTHER = "Nine people were killed, according to a doctor. On Friday 40 people were wounded."


@pytest.fixture
def mine(tmp_path):
    return asreported.new_package(tmp_path / "mine", title="Ferry accidents", contributors=["Jane Roe"])


def reviewed(folder, text=TEXT, name="report", **changes):
    """Return an article and its candidates, all figures accepted, with some cells of the first row changed."""
    article, candidates = folder / f"{name}.txt", folder / f"{name}.csv"
    article.write_text(text, "utf-8")
    save(candidates, find_candidates(text))
    rows = list(csv.DictReader(candidates.read_text("utf-8").splitlines()))
    for row in rows:
        row["accept"] = "yes" if row["disposition"] == "figure" else ""
    rows[0] |= changes
    with candidates.open("w", encoding="utf-8", newline="") as opened:
        table = csv.DictWriter(opened, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return candidates, article


def contents(package):
    return {path: path.read_bytes() for path in sorted(package.folder.rglob("*")) if path.is_file()}


def test_two_reports_of_one_incident_become_a_valid_package(tmp_path, mine):
    first = add(*reviewed(tmp_path), mine, publisher="The Pier", incident_title="The accident")
    second = add(*reviewed(tmp_path, OTHER, "other"), mine, publisher="The Star", incident="accident")
    texts = {"pier": tmp_path / "report.txt", "star": tmp_path / "other.txt"}
    report = asreported.validate(mine.folder, texts=texts)

    assert (first.written, second.written, report.valid) == (True, True, True)
    assert ["people-killed", "people-wounded", "people-killed-star", "people-wounded-star"] == [
        row["figure_id"] for one in (first, second) for row in one.rows["figures"]
    ]
    assert "claims-differ" in {finding.rule for finding in report.notes}
    assert {"Jane Roe"} == set(asreported.load("figures", mine.folder)["coded_by"])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In town, at least 12 peo\u00adple were kil\u00adled on Friday."),
        ("en", "In town, at\u200b least \u206612\u2069 people were killed."),
        ("fr", "Au moins 12\u200e per\u00adsonnes ont été tuées."),
        ("es", "Al menos \u200e12 per\u00adsonas murieron."),
        ("ar", "قتل \u200f25\u200f شخصا على الأقل في المدينة."),
    ],
)
def test_a_report_with_marks_that_nobody_sees_is_coded(tmp_path, mine, language, text):
    article, candidates = tmp_path / "report.txt", tmp_path / "report.csv"
    article.write_text(text, "utf-8")
    measures = mine.folder / "dataset" / "codelists" / "measures.csv"
    measures.write_text(measures.read_text("utf-8").replace("|dies", "|dies|tuées|murieron|قتل"), "utf-8")
    asreported.build(mine.folder)
    save(candidates, find_candidates(text, language, package=mine.folder))
    (row,) = csv.DictReader(candidates.read_text("utf-8").splitlines())
    row |= {"accept": "yes", "measure": "killed", "counted": row["counted"] or "شخصا"}
    with candidates.open("w", encoding="utf-8", newline="") as opened:
        table = csv.DictWriter(opened, list(row))
        table.writeheader()
        table.writerow(row)

    done = add(candidates, article, mine, publisher="The Pier", incident_title="The raid")

    assert done.written
    assert asreported.validate(mine.folder, texts={"pier": article}).valid


def test_a_chain_is_written_link_by_link(tmp_path, mine):
    text = "Two officials, speaking to Reuters on condition of anonymity, said five people were killed."
    add(*reviewed(tmp_path, text, accept=""), mine, publisher="The Pier")

    links = asreported.load("attributions", mine.folder).select("agent_id", "role", "voice").rows()
    agents = {row["agent_id"]: row for row in asreported.load("agents", mine.folder).to_dicts()}
    assert [
        ("two-officials", "originator", "interview"),
        ("reuters", "relay", "agency_report"),
        ("pier", "publisher", "report"),
    ] == links
    assert ("anonymous_on_request", 2, 2) == tuple(
        agents["two-officials"][name] for name in ("anonymity", "people_low", "people_high")
    )
    assert ["agent", "figure"] == list(asreported.load("numbers", mine.folder)["disposition"])


def test_a_publisher_that_is_its_own_source_is_named_as_both(tmp_path, mine):
    text = "Amnesty International said in a report that 46 people were killed."
    added = reviewed(tmp_path, text)
    add(*added, mine, publisher="Amnesty International")

    links = asreported.load("attributions", mine.folder).select("agent_id", "role", "voice").rows()
    agent = links[0][0]
    assert [(agent, "originator", "statement"), (agent, "publisher", "report")] == links


def test_whoever_told_the_publisher_came_by_way_of_nobody_else(tmp_path, mine):
    add(*reviewed(tmp_path, "A doctor told Reuters that five people were killed."), mine, publisher="Reuters")

    roles = asreported.load("attributions", mine.folder)["role"].to_list()
    assert ["originator", "publisher"] == roles
    assert ["dispatch"] == asreported.load("sources", mine.folder)["kind"].to_list()


def test_an_unnamed_speaker_of_another_report_is_another_agent(tmp_path, mine):
    for number, name in enumerate(("one", "two")):
        text = f"{['Five', 'Six'][number]} people were killed, a doctor said."
        add(*reviewed(tmp_path, text, name), mine, publisher="The Pier", title=name)

    keys = asreported.load("agents", mine.folder)["agent_id"].to_list()
    assert ["doctor", "doctor-2", "pier"] == keys


def test_a_dry_run_writes_nothing(tmp_path, mine):
    before = contents(mine)

    addition = add(*reviewed(tmp_path), mine, publisher="The Pier", dry_run=True)

    assert (2, False) == (len(addition.rows["figures"]), addition.written)
    assert before == contents(mine)


def test_lines_that_were_there_stay_as_they_were(tmp_path, package):
    before = {path.name: path.read_text("utf-8").splitlines() for path in (package / "dataset").glob("*.csv")}

    add(*reviewed(tmp_path), package, publisher="The Pier", coded_by="Jane Roe")

    for name, lines in before.items():
        after = (package / "dataset" / name).read_text("utf-8").splitlines()
        assert [line for line in after if line in lines] == lines
        assert sorted(after[1:], key=lambda line: line.split(",")[0]) == after[1:] or name == "numbers.csv"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phrase": "at least 99 people"}, "does not stand in the article"),
        ({"measure": "sunk"}, "measure = sunk"),
        ({"voice": ""}, "voice is empty"),
        ({"originator_kind": ""}, "originator_kind of"),
        ({"accept": "maybe"}, "accept = maybe"),
        ({"value": "twelve"}, "no whole number"),
        ({"disposition": "date"}, "its disposition is date"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_row_that_cannot_be_used_is_told_with_its_number(tmp_path, mine, changes, words):
    before = contents(mine)

    with pytest.raises(Unusable, match="row 2") as raised:
        add(*reviewed(tmp_path, **changes), mine, publisher="The Pier")

    assert words in str(raised.value)
    assert before == contents(mine)


def test_what_would_not_be_valid_is_not_written(tmp_path, mine):
    before = contents(mine)

    with pytest.raises(Invalid) as raised:
        add(*reviewed(tmp_path, low="11"), mine, publisher="The Pier")

    assert "bounds-follow-qualifier" in {finding.rule for finding in raised.value.report.findings}
    assert before == contents(mine)


def test_a_source_that_is_there_is_refused_by_key_and_by_text(tmp_path, mine):
    files = reviewed(tmp_path)
    add(*files, mine, source="pier-1", publisher="The Pier")

    with pytest.raises(Unusable, match="pier-1 is there already"):
        add(*files, mine, source="pier-1", publisher="The Pier")
    with pytest.raises(Unusable, match="this very text is there already"):
        add(*files, mine, source="pier-2", publisher="The Pier")


def test_a_phrase_may_be_lengthened_without_counting_its_place(tmp_path, mine):
    files = reviewed(tmp_path, phrase="people were killed on Friday", at="0", qualifier="bare")
    with pytest.raises(Invalid):
        add(*files, mine, publisher="The Pier")
    (tmp_path / "report.csv").unlink()

    files = reviewed(tmp_path, phrase="least 12 people were killed on Friday", at="0")
    with pytest.raises(Invalid):
        add(*files, mine, publisher="The Pier")
    (tmp_path / "report.csv").unlink()

    add(*reviewed(tmp_path, phrase="At least 12 people were killed on Friday", at="7"), mine, publisher="The Pier")


def test_numbers_whose_rows_were_taken_out_are_accounted_for(tmp_path, mine):
    candidates, article = reviewed(tmp_path)
    lines = candidates.read_text("utf-8").splitlines(keepends=True)
    candidates.write_text("".join(lines[:2]), "utf-8")

    addition = add(candidates, article, mine, publisher="The Pier")

    assert ["figure", "other"] == [row["disposition"] for row in addition.rows["numbers"]]


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", FileUnreadable, "is empty"),
        (b"%PDF-1.4", FileUnreadable, "is a PDF"),
        ("accept;é".encode("cp1252"), FileUnreadable, "not UTF-8"),
        (b"a,b\n1,2\n", Unusable, "has no column accept"),
    ],
    ids=["empty", "PDF", "Windows-1252", "no columns"],
)
def test_a_file_that_holds_no_candidates_is_said_to_be_so(tmp_path, mine, content, error, words):
    candidates, article = reviewed(tmp_path)
    candidates.write_bytes(content)

    with pytest.raises(error, match=words):
        add(candidates, article, mine, publisher="The Pier")


def test_a_package_of_a_newer_profile_is_left_alone(tmp_path, mine):
    place = mine.folder / "datapackage.json"
    descriptor = json.loads(place.read_text("utf-8"))
    place.write_text(json.dumps(descriptor | {"$schema": "schemas/asreported-profile-2.json"}), "utf-8")

    with pytest.raises(PackageUnreadable, match="install a newer asreported"):
        add(*reviewed(tmp_path), mine.folder, publisher="The Pier")


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        ({}, Misuse, "no publisher"),
        ({"publisher": "P", "published_on": "3 May"}, Misuse, "is no date"),
        ({"publisher": "P", "incident": "nope"}, UnknownName, "no incident"),
        ({"publisher": "P", "body_start": 9999}, Misuse, "the body starts at"),
        ({"publisher": "P", "source": "Not A Key"}, Misuse, "is no key"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_said_of_the_report_is_checked(tmp_path, mine, said, error, words):
    with pytest.raises(error, match=words):
        add(*reviewed(tmp_path), mine, **said)


def test_a_package_that_is_not_ours_takes_no_rows(tmp_path):
    (tmp_path / "datapackage.json").write_text('{"name": "other", "resources": []}', "utf-8")

    with pytest.raises(Misuse, match="does not name our profile"):
        add(*reviewed(tmp_path), tmp_path, publisher="The Pier")


def test_no_accepted_row_is_misuse(tmp_path, mine):
    files = reviewed(tmp_path, OTHER.partition(",")[0] + ", a doctor said.", accept="")

    with pytest.raises(Misuse, match="no row is accepted"):
        add(*files, mine, publisher="The Pier")


def test_a_table_with_a_key_twice_loses_no_row(tmp_path, mine):
    place = mine.folder / "dataset" / "agents.csv"
    place.write_text(place.read_text("utf-8") + "a,A,,ngo,named,,,,\na,B,,ngo,named,,,,\n", "utf-8")
    before = contents(mine)

    with pytest.raises(BadCell, match="two rows have the same key"):
        add(*reviewed(tmp_path), mine, publisher="The Pier")

    assert before == contents(mine)


def test_of_a_large_package_the_new_report_is_checked(tmp_path, mine, monkeypatch):
    add(*reviewed(tmp_path), mine, publisher="The Pier", incident_title="The accident")
    monkeypatch.setattr("asreported.adding.addition.LARGE", 1)

    second = add(*reviewed(tmp_path, OTHER, "other"), mine, publisher="The Star", incident="accident")

    assert second.checked_in_part
    assert asreported.validate(mine.folder, texts={"star": tmp_path / "other.txt"}).valid


def test_candidates_saved_with_semicolons_and_a_mark_are_read(tmp_path, mine):
    candidates, article = reviewed(tmp_path)
    rows = list(csv.reader(candidates.read_text("utf-8").splitlines()))
    with candidates.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows(rows)

    assert 2 == len(add(candidates, article, mine, publisher="The Pier").rows["figures"])


def test_a_majority_is_added_with_its_whole(tmp_path, mine):
    text = "There were 40 attacks this year. The majority have been bombings."
    (tmp_path / "one").mkdir()
    with pytest.raises(Invalid) as raised:
        add(*reviewed(tmp_path / "one", text), mine, publisher="The Pier")
    assert "majority-has-whole" in {finding.rule for finding in raised.value.report.findings}

    candidates, article = reviewed(tmp_path, text)
    rows = list(csv.DictReader(candidates.read_text("utf-8").splitlines()))
    rows[1]["majority_of"] = "attacks"
    with candidates.open("w", encoding="utf-8", newline="") as opened:
        table = csv.DictWriter(opened, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    added = add(candidates, article, mine, publisher="The Pier")

    assert ["attacks"] == [row["object_id"] for row in added.rows["relations"]]
