"""Packages made to do harm are refused in words: within ten seconds and 1 GiB, and nothing of them obeyed."""

import json
import signal
import subprocess
import sys
import time
from contextlib import suppress

import hostile
import pytest
from click.testing import CliRunner
from drawing import drawn

from asreported import load, validate
from asreported.cli import cli
from asreported.errors import AsReportedError, PackageUnreadable

SECONDS, MEBIBYTES = 10, 1024
SMALL = {name: (write, rule) for name, write, rule in hostile.small()}
#: What a terminal would obey, or would show in another order than it is written.
OBEYED = {chr(n) for n in (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
#: A validation in a process of its own, and the most memory that it held, as the kernel tells it.
CHILD = """
import json, sys
from asreported import validate
report = validate(sys.argv[1])
held = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps([sorted({f.rule for f in report.findings if f.severity == "error"}), int(held[0]) // 1024]))
"""


@pytest.fixture
def in_time():
    """Ends a test that goes on for too long."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def end(*_):
        raise TimeoutError(f"more than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def test_there_are_enough_of_them():
    assert len(SMALL) + len(hostile.LARGE) >= 110


@pytest.mark.usefixtures("in_time")
@pytest.mark.parametrize("name", SMALL)
def test_a_hostile_package_is_refused_by_the_right_rule(name, tmp_path):
    write, rule = SMALL[name]
    write(tmp_path)

    try:
        report = validate(tmp_path)
    except PackageUnreadable:
        assert rule == hostile.UNREADABLE
        return

    errors = [f for f in report.findings if f.severity == "error"]
    assert errors
    assert not rule or rule in {f.rule for f in errors}
    assert all(f.why and f.fix and f.file for f in errors)


@pytest.mark.usefixtures("in_time")
@pytest.mark.parametrize("name", drawn(SMALL, 8))
def test_no_command_fails_on_it_or_lets_it_speak_to_the_terminal(name, tmp_path):
    SMALL[name][0](tmp_path)
    asked = [["validate", str(tmp_path), "--format", form] for form in ("table", "json", "github")]
    asked += [["-p", str(tmp_path), *command] for command in ([], ["describe"], ["list"], ["show"], ["cite"])]

    for command in asked:
        ran = CliRunner().invoke(cli, command, standalone_mode=False)
        assert ran.exception is None or isinstance(ran.exception, AsReportedError | SystemExit), command
        told = ran.output if ran.exception is None else ""
        assert not OBEYED & set(told), command
        if "github" in command:
            assert all(
                line.startswith(("::error ", "::warning ", "::notice "))
                for line in told.splitlines()
                if "::" in line[:3]
            )
    with suppress(AsReportedError):
        load("t", tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of others tells the memory in other ways")
@pytest.mark.parametrize("name", drawn(hostile.LARGE, 6))
def test_what_wants_much_gets_little(name, tmp_path):
    made, rule = hostile.LARGE[name]
    made()(tmp_path)

    began = time.perf_counter()
    ran = subprocess.run([sys.executable, "-c", CHILD, tmp_path], capture_output=True, text=True, timeout=6 * SECONDS)
    took = time.perf_counter() - began

    assert not ran.stderr
    rules, held = json.loads(ran.stdout)
    assert rule in rules
    assert held < MEBIBYTES
    # Other tests run beside this one, and make it wait.
    assert took < 2 * SECONDS
