"""Files are written whole or not at all, and two writers lose nothing."""

import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from asreported.package.writing import ASIDE, LOCK, Busy, WriteFailed, is_interrupted, writing

OLD = {"a.csv": b"old a", "deep/b.csv": b"old b", "c.csv": b"same"}
NEW = {"a.csv": b"new a", "deep/b.csv": b"new b", "deeper/still/d.csv": b"new d"}

#: A writer that is killed at the n-th call that touches the disk.
KILLED = """
import os, sys
from pathlib import Path
from asreported.package.writing import writing
folder, last = Path(sys.argv[1]), int(sys.argv[2])
calls = 0
def deadly(function):
    def call(*arguments, **named):
        global calls
        calls += 1
        if calls == last:
            os._exit(9)
        return function(*arguments, **named)
    return call
for name in ("open", "fsync", "replace", "unlink", "rmdir", "mkdir"):
    setattr(os, name, deadly(getattr(os, name)))
with writing(folder) as write:
    write({"a.csv": b"new a", "deep/b.csv": b"new b", "deeper/still/d.csv": b"new d"})
"""

#: A writer that adds one to both files, again and again.
COUNTING = """
import sys
from pathlib import Path
from asreported.package.writing import writing
folder = Path(sys.argv[1])
for _ in range(40):
    with writing(folder) as write:
        ones = [int((folder / name).read_bytes()) for name in ("one", "two")]
        write({"one": b"%d" % (ones[0] + 1), "two": b"%d" % (ones[1] + 1)})
"""


def filled(folder):
    for path, content in OLD.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != LOCK}


def test_a_writer_that_is_killed_at_any_step_leaves_the_old_files_or_the_new_ones(tmp_path):
    outcomes, step = [], 0
    while True:
        step += 1
        folder = tmp_path / str(step)
        folder.mkdir()
        filled(folder)
        killed = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(step)], timeout=60)

        with writing(folder):
            pass  # whoever writes next finishes or undoes it

        assert contents(folder) in (OLD, {**OLD, **NEW}), step
        assert not (folder / ASIDE).exists()
        outcomes.append(contents(folder) == OLD)
        if killed.returncode == 0:
            break
    turned = outcomes.index(False)

    assert turned > 5
    assert len(outcomes) - turned > 5
    assert outcomes == [True] * turned + [False] * (len(outcomes) - turned)  # one step decides


def test_two_writers_at_once_lose_nothing(tmp_path):
    (tmp_path / "one").write_bytes(b"0")
    (tmp_path / "two").write_bytes(b"0")
    writers = [subprocess.Popen([sys.executable, "-c", COUNTING, str(tmp_path)]) for _ in range(2)]

    assert [0, 0] == [writer.wait(timeout=60) for writer in writers]
    assert {"one": b"80", "two": b"80"} == contents(tmp_path)


def test_a_writer_that_waits_too_long_says_so(tmp_path):
    with writing(tmp_path), pytest.raises(Busy, match="another program"), writing(tmp_path, patience=0.05):
        pass


@pytest.mark.parametrize(("given", "seconds"), [({}, 30), ({"patience": 0}, 0), ({"patience": 2}, 2)], ids=str)
def test_a_writer_waits_half_a_minute_or_as_long_as_it_is_told(given, seconds, tmp_path, monkeypatch):
    now, naps = [100.0], []

    def sleep(nap):
        naps.append(nap)
        now[0] += nap

    with writing(tmp_path):
        monkeypatch.setattr(time, "monotonic", lambda: now[0])
        monkeypatch.setattr(time, "sleep", sleep)
        with pytest.raises(Busy) as caught, writing(tmp_path, **given):
            pass
        monkeypatch.undo()

    assert seconds == caught.value.seconds == pytest.approx(sum(naps), abs=0.1)
    assert all(nap < 0.1 for nap in naps)


@pytest.mark.skipif(os.name != "posix", reason="the names in a folder are made to last on POSIX systems")
def test_the_journal_lasts_before_any_file_takes_its_place(tmp_path, monkeypatch):
    events, fsync, replace = [], os.fsync, os.replace

    def keep(handle):
        events.append("folder kept" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file kept")
        fsync(handle)

    def move(source, target):
        events.append(f"{Path(target).name} moved")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", keep)
    monkeypatch.setattr(os, "replace", move)
    with writing(filled(tmp_path)) as write:
        write({"a.csv": b"new a"})

    kept = ["file kept", "file kept", "folder kept", "journal.json moved", "folder kept", "folder kept"]
    assert [*kept, "a.csv moved", "folder kept"] == events[: len(kept) + 2]


def test_a_disk_without_locks_is_not_written_to_unprotected(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(WriteFailed, match="cannot be held against other writers"), writing(tmp_path):
        pass


def test_a_file_changed_after_an_interruption_is_not_overwritten(tmp_path, monkeypatch):
    interrupt(filled(tmp_path), monkeypatch)
    (tmp_path / "a.csv").write_bytes(b"by hand")

    with (
        pytest.raises(WriteFailed, match=r"a\.csv: was changed after a write to it was interrupted"),
        writing(tmp_path),
    ):
        pass
    assert b"by hand" == (tmp_path / "a.csv").read_bytes()


def interrupt(folder, monkeypatch):
    """Stop a write when the journal stands and no file has its new content yet."""
    real = os.replace

    def refuse(source, target):
        if Path(target).name == "a.csv":
            raise PermissionError(13, "Permission denied")
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refuse)
        with pytest.raises(WriteFailed, match="could not be replaced"), writing(folder) as write:
            write(NEW)
    assert is_interrupted(folder)


def test_a_disk_that_is_full_changes_nothing(tmp_path, monkeypatch):
    filled(tmp_path)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteFailed, match="nothing was written: No space"), writing(tmp_path) as write:
        write(NEW)
    monkeypatch.undo()

    with writing(tmp_path):
        pass
    assert contents(tmp_path) == OLD


STRANGE = ["../out.csv", "/elsewhere/out.csv", "link/out.csv", "deep/../a.csv", "{inside}/a.csv"]


@pytest.mark.parametrize("path", STRANGE)
def test_a_journal_from_a_stranger_writes_nothing_outside(path, tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    path = path.format(inside=inside)
    (inside / "link").symlink_to(outside)
    (inside / ASIDE).mkdir()
    (inside / ASIDE / "0").write_bytes(b"x")
    entry = {"path": path, "aside": "0", "before": None, "after": "x"}
    (inside / ASIDE / "journal.json").write_text(json.dumps([entry]))

    with pytest.raises(WriteFailed, match="outside the package"), writing(inside):
        pass
    assert [] == list(outside.iterdir())


@pytest.mark.parametrize("path", STRANGE[:2])
def test_nothing_is_written_outside(path, tmp_path):
    filled(tmp_path)

    with pytest.raises(WriteFailed, match="outside the package"), writing(tmp_path) as write:
        write({"a.csv": b"new a", path: b"x"})
    assert contents(tmp_path) == OLD


@pytest.mark.parametrize(
    "journal",
    [b"{", b"5", b"[5]", b'[{"path": "a.csv"}]', b'[{"path": "a.csv", "aside": "../a.csv", "after": ""}]', None],
    ids=["no JSON", "no list", "no entry", "no file", "another file", "a folder"],
)
def test_a_journal_that_cannot_be_read_is_said(journal, tmp_path):
    (filled(tmp_path) / ASIDE).mkdir()
    (tmp_path / ASIDE / "0").write_bytes(b"x")
    if journal is None:
        (tmp_path / ASIDE / "journal.json").mkdir()
    else:
        (tmp_path / ASIDE / "journal.json").write_bytes(journal)

    with pytest.raises(WriteFailed, match="holds a journal that cannot be read"), writing(tmp_path):
        pass
    assert OLD.items() <= contents(tmp_path).items()


def test_what_stands_aside_has_to_be_what_the_journal_lists(tmp_path, monkeypatch):
    interrupt(filled(tmp_path), monkeypatch)
    (tmp_path / ASIDE / "1").write_bytes(b"by hand")

    with pytest.raises(WriteFailed, match="files other than its journal lists"), writing(tmp_path):
        pass
    assert OLD.items() <= contents(tmp_path).items()


@pytest.mark.parametrize("mended", [OLD["a.csv"], NEW["a.csv"]], ids=["as it was", "as it should be"])
def test_the_next_writer_finishes_what_was_interrupted(mended, tmp_path, monkeypatch):
    interrupt(filled(tmp_path), monkeypatch)
    (tmp_path / "a.csv").write_bytes(mended)

    with writing(tmp_path):
        assert contents(tmp_path) == {**OLD, **NEW}


def test_a_folder_that_is_not_there_cannot_be_written_to(tmp_path):
    with pytest.raises(WriteFailed, match="cannot be written to: No such file"), writing(tmp_path / "gone"):
        pass


def test_a_link_in_the_place_of_the_lock_makes_no_file_elsewhere(tmp_path):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / LOCK).symlink_to(tmp_path / "elsewhere")

    with pytest.raises(WriteFailed, match="cannot be written to"), writing(tmp_path / "package"):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_lock_that_its_holder_takes_away_meanwhile_is_taken_anew(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")
    real, gone = fcntl.flock, []

    def late(handle, operation):
        if not gone:
            gone.append((tmp_path / LOCK).unlink())
        real(handle, operation)

    monkeypatch.setattr(fcntl, "flock", late)

    with writing(tmp_path), pytest.raises(Busy), writing(tmp_path, patience=0):
        pass
    assert gone


def test_a_link_in_the_place_of_what_stands_aside_loses_nothing_elsewhere(tmp_path):
    package, outside = tmp_path / "package", tmp_path / "outside"
    package.mkdir()
    outside.mkdir()
    (outside / "journal.json").write_bytes(b"[]")
    (package / ASIDE).symlink_to(outside)

    with writing(package):
        pass
    assert ["journal.json"] == [file.name for file in outside.iterdir()]


def test_a_file_in_the_place_of_what_stands_aside_is_kept(tmp_path):
    (filled(tmp_path) / ASIDE).write_bytes(b"mine")

    with pytest.raises(WriteFailed, match="nothing was written"), writing(tmp_path) as write:
        write(NEW)
    assert contents(tmp_path) == {**OLD, ASIDE: b"mine"}


def test_a_writer_that_fails_leaves_the_files_and_frees_the_folder(tmp_path):
    filled(tmp_path)

    with pytest.raises(ZeroDivisionError), writing(tmp_path):
        _ = 1 / 0
    with writing(tmp_path, patience=0) as write:
        write({})

    assert contents(tmp_path) == OLD
    assert not (tmp_path / LOCK).exists()


def test_a_file_keeps_its_permissions(tmp_path):
    filled(tmp_path)
    (tmp_path / "a.csv").chmod(0o640)

    with writing(tmp_path) as write:
        write({"a.csv": b"new"})

    assert 0o640 == (tmp_path / "a.csv").stat().st_mode & 0o777
