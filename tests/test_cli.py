import json
import os
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from faults import apply

import asreported
from asreported import shipped
from asreported.cli import cli
from asreported.explaining import Fault
from asreported.suggesting import find_candidates
from asreported.suggesting.candidates import save

COMMANDS = sorted(cli.commands)
#: The files that the examples of some commands are about.
FILES = {"audit": {"events.csv": 'headline,deaths\n"At least five dead; a town mourns",5\n'}}
LOW = Fault("", "dataset/figures.csv", "attacks-on-us-interests", "low", "41", "40")


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "asreported", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=120,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_starts_with_a_sentence_and_ends_with_an_example_that_works(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # where commands that write may do so
    for name, content in FILES.get(command, {}).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    text = "At least five people were killed, a doctor said."
    Path("report.txt").write_text(text, "utf-8")
    if command == "add":  # what a person has reviewed, and a package to take it
        asreported.new_package("mine", title="Mine")
        save("candidates.csv", [replace(one, accept="yes") for one in find_candidates(text)])
    shown = CliRunner().invoke(cli, [command, "--help"]).output
    text = shown.split("\n\n", 1)[1]
    example = shown.split("Example:\n")[1].split("\n\n")[0].strip().splitlines()

    assert text.split(".")[0].strip()
    for line in example:
        line = line.replace("$(asreported path)", str(shipped.PACKAGE))
        result = CliRunner().invoke(cli, shlex.split(line)[1:], standalone_mode=False)
        assert (result.exception, bool(result.output)) == (None, True), line
    assert command in shlex.split(line)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["validate"], 0),
        (["validate", "/nonexistent"], 3),
        (["validate", "--nope"], 2),
        (["bogus"], 2),
        (["show", "no-such-figure"], 2),
        (["show", "--where", "no_such_column = 1"], 2),
        (["show", "fighters-killed", "--where", "low > 1"], 2),
        (["describe", "figure"], 2),
        (["cite", "no-such-figure"], 2),
        (["cite", "--where", "no_such_column = 1"], 2),
        (["list", "-p", "/nonexistent"], 3),
        (["suggest", "/nonexistent"], 3),
        (["add", "/nonexistent", "--article", __file__, "-p", ".", "--publisher", "P"], 3),
        (["add", "/nonexistent", "--article", __file__], 2),
        (["add", __file__, "--article", __file__, "-p", ".", "--publisher", "P"], 1),
        (["suggest", __file__, "--language", "tlh"], 2),
    ],
    ids=str,
)
def test_exit_codes(arguments, code):
    ran = run(*arguments)

    assert code == ran.returncode, ran.stderr
    assert "Traceback" not in ran.stderr
    assert (code == 0) == (ran.stderr == "")


def test_findings_are_printed_as_a_reader_needs_them(package):
    apply(LOW, package)

    ran = run("validate", str(package))

    assert ran.returncode == 1
    assert ran.stdout.startswith(
        "dataset/figures.csv:3  low = 40  [bounds-follow-qualifier]\n"
        "    the qualifier is more_than and the value 40, so low must be 41\n"
        "    fix: set low to 41\n"
    )
    assert "not valid: us-air-raids-2021-06 1.0.0: 10 tables" in ran.stdout


def test_the_json_is_a_frictionless_report(package):
    import frictionless

    apply(LOW, package)

    descriptor = json.loads(run("validate", str(package), "--format", "json").stdout)
    report = frictionless.Report.from_descriptor(descriptor)

    assert not report.valid
    ((error,),) = [task.errors for task in report.tasks if task.errors]
    assert (error.type, error.row_number, descriptor_error(descriptor)["fieldName"]) == ("row-constraint", 3, "low")
    assert descriptor_error(descriptor)["rule"] == "bounds-follow-qualifier"


def descriptor_error(descriptor):
    return next(error for task in descriptor["tasks"] for error in task["errors"])


def test_printing_is_capped_and_the_totals_are_exact(package):
    place = package / "dataset" / "agents.csv"
    place.write_text(place.read_text().replace(",named,", ",nobody,"))

    ran = run("validate", str(package), "--limit", "2")

    assert ran.stdout.count("anonymity = nobody") == 2
    assert "and 7 more  [enum]" in ran.stdout


def test_terminal_escapes_in_cells_are_written_out(package):
    apply(Fault("", "dataset/agents.csv", "joe-biden", "note", "", "\x1b[31mred"), package)

    ran = run("validate", str(package))

    assert "\x1b" not in ran.stdout
    assert "\\x1b[31mred" in ran.stdout


def test_a_figure_whole_names_phrase_bounds_speaker_and_what_is_not_known():
    page = str(asreported.show("drone-attacks"))

    for words in ('"at least five drone attacks"', "5 or more", "via Reuters", "since April 2021", "by nobody"):
        assert words in page
    for doubt in ("anonymous on request", "not verified", "inferred"):
        assert doubt in page
    assert all(len(line) <= 80 for line in page.splitlines() if "https://" not in line)  # an address is not broken


@pytest.mark.parametrize("command", [["list"], ["describe"], ["describe", "figures"], ["show"]])
@pytest.mark.parametrize("form", ["json", "csv"])
def test_rows_come_as_json_and_csv(command, form):
    ran = run(*command, "--format", form)

    assert ran.stderr == ""
    assert ran.stdout.startswith("[" if form == "json" else ("table,", "figure_id,"))


def test_the_bare_command_shows_the_headline_figures_and_where_to_go():
    shown = run().stdout

    for words in ("more than 40 attacks", "41 or more", "no source named", "asreported validate"):
        assert words in shown


def test_no_colour_is_written_into_a_pipe_or_under_no_color():
    assert "\x1b" not in run(NO_COLOR="1").stdout + run("show").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["validate", "--help"],
        ["suggest", "--help"],
        ["add", "--help"],
        ["path"],
        ["agree", "--help"],
    ],
    ids=str,
)
def test_help_imports_nothing_heavy(arguments):
    assert imported(*arguments) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["show"],
        ["show", "drone-attacks"],
        ["show", "--incident", "us-air-raids-2021-06-27"],
        ["describe"],
        ["cite", "drone-attacks"],
        ["diff", str(shipped.PACKAGE), str(shipped.PACKAGE)],
    ],
    ids=str,
)
def test_showing_imports_neither_pandera_nor_frictionless(arguments):
    assert not {"pandera", "frictionless", "jsonschema"} & set(imported(*arguments))


def test_importing_the_library_imports_nothing_heavy():
    assert imported() == []


def imported(*arguments):
    """Return which heavy modules are there after a command, or after importing the library alone."""
    code = f"""
import sys
sys.argv = ["asreported", *{arguments!r}]
import asreported
if {bool(arguments)}:
    from asreported.cli import main
    try:
        main()
    except SystemExit:
        pass
heavy = ("polars", "pandera", "frictionless", "narwhals", "rich", "jsonschema")
print([name for name in heavy if name in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(ran.stdout.strip().splitlines()[-1].replace("'", '"'))


def test_a_reader_that_goes_away_is_no_error():
    head = subprocess.run(
        f"{sys.executable} -m asreported describe --format csv | head -n 1", shell=True, capture_output=True, text=True
    )

    assert head.stderr == ""


def test_the_commands_of_the_readme_print_what_it_shows():
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    blocks = [block.split("```")[0] for block in readme.split("```console\n")[1:]]

    assert len(blocks) == 4
    for block in blocks:
        command, shown = block.removeprefix("$ ").split("\n", 1)
        printed = run(*shlex.split(command)[1:]).stdout
        assert printed.startswith(shown.removesuffix("...\n")), command
        assert shown.endswith("...\n") or printed == shown


def test_the_figures_of_an_incident_stand_side_by_side():
    shown = run("show", "--incident", "us-air-raids-2021-06-27", "--format", "csv").stdout

    assert shown.index("at least five fighters") < shown.index("two locations in Syria") < shown.index("several others")
    assert "more than 40 attacks" not in shown
    assert run("show", "--incident", "no-such-incident").returncode == 2


def test_what_is_left_for_a_person_is_listed_on_demand_and_can_fail_the_run():
    plain, listed = run("validate"), run("validate", "--notes")

    assert "[inferred-relation]" not in plain.stdout
    assert "left for a person to judge" in plain.stdout
    assert "[inferred-relation]" in listed.stdout
    assert "verified" not in plain.stdout
    assert (0, 1) == (plain.returncode, run("validate", "--fail-on", "notes").returncode)


def test_annotations_name_file_line_and_rule(package):
    apply(LOW, package)

    lines = run("validate", str(package), "--format", "github").stdout.splitlines()

    assert (
        "::error file=dataset/figures.csv,line=3,title=bounds-follow-qualifier::the qualifier is more_than and the "
        "value 40, so low must be 41; fix: set low to 41"
    ) in lines


def test_a_limit_of_nothing_still_refuses(package):
    apply(LOW, package)

    ran = run("validate", str(package), "--limit", "0", "--format", "json")

    assert (1, 1) == (ran.returncode, json.loads(ran.stdout)["stats"]["errors"])


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["--text", "nobody=x.txt"], "there is no source 'nobody'"),
        (["--text", "al-jazeera-2021-06-28=/nonexistent"], "cannot be read"),
        (["--text", "al-jazeera-2021-06-28"], "write SOURCE_ID=FILE"),
    ],
    ids=["an unknown source", "a missing file", "no file"],
)
def test_a_text_that_cannot_be_taken_is_misuse(texts, words):
    ran = run("validate", *texts)

    assert 2 == ran.returncode
    assert words in ran.stderr


def test_a_rule_is_explained_with_a_row_that_keeps_it_and_one_that_breaks_it():
    page = run("explain", "bounds-follow-qualifier").stdout

    assert page.index("This row keeps it:") < page.index("low        41") < page.index("low        40")
    assert 2 == run("explain", "bounds-follow-qualifer").returncode
    assert "did you mean bounds-follow-qualifier" in run("explain", "bounds-follow-qualifer").stderr
