"""Files of a package written whole or not at all, by one writer at a time. Standard library only.

New contents are put aside first; then a journal says which file each becomes; then each takes its place. A writer that
is stopped before the journal stands leaves the package as it was. After that, the next writer finishes what was begun,
so that the package is as it should be.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from asreported.errors import AsReportedError

__all__ = ["ASIDE", "LOCK", "Busy", "Write", "WriteFailed", "is_interrupted", "writing"]

#: What a writer leaves in the folder of a package while it writes, and takes away at the end.
LOCK, ASIDE = ".asreported-lock", ".asreported-write"
_JOURNAL = "journal.json"
#: What the system answers when another holds the lock.
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
#: Writes contents by their paths in the package.
Write = Callable[[Mapping[str, bytes]], None]


class Busy(AsReportedError):
    """A package that another program is writing to."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.folder, self.seconds = folder, seconds
        super().__init__(
            f"{folder}: another program has been writing to it for {seconds:g} seconds; nothing was changed\n"
            "    try again when it has ended"
        )


class WriteFailed(AsReportedError):
    """Files that could not be written."""

    def __init__(self, place: Path | str, reason: str, fix: str) -> None:
        self.place, self.reason, self.fix = place, reason, fix
        super().__init__(f"{place}: {reason}\n    fix: {fix}")


@contextmanager
def writing(folder: Path, patience: float = 30.0) -> Iterator[Write]:
    """Hold the folder against other writers, after finishing what an interrupted one began; give what writes to it.

    Read inside the block whatever the new contents are made from, so that no other writer comes in between.

    Raises:
        Busy: another writer has held the folder for `patience` seconds.
        WriteFailed: the folder cannot be written to, or a file was changed after a write was interrupted.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with writing(Path(folder)) as write:
    ...         write({"one.txt": b"1", "two.txt": b"2"})
    ...     sorted(file.name for file in Path(folder).iterdir())
    ['one.txt', 'two.txt']
    """
    handle = _lock(folder, patience)
    try:
        _recover(folder)
        yield lambda files: _write(folder, files)
    finally:
        if os.name == "posix":
            with suppress(OSError):
                (folder / LOCK).unlink()
        os.close(handle)


def is_interrupted(folder: Path) -> bool:
    """Tell whether a write to the folder was begun and waits to be finished."""
    return (folder / ASIDE / _JOURNAL).exists()


def _lock(folder: Path, patience: float) -> int:
    """Return an open handle of the lock file, held by this writer alone. It is released when the writer dies."""
    place, deadline = folder / LOCK, time.monotonic() + patience
    while True:
        try:
            # O_NOFOLLOW: a link in a package from a stranger must not make a file elsewhere.
            handle = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        except OSError as error:
            raise WriteFailed(folder, f"cannot be written to: {error.strerror}", "mend its permissions") from None
        try:
            if _holds(handle) and _is_still(handle, place):
                return handle
        except OSError as error:
            os.close(handle)
            fix = "copy the package to a disk where files can be locked"
            raise WriteFailed(folder, f"cannot be held against other writers: {error.strerror}", fix) from None
        os.close(handle)
        if time.monotonic() >= deadline:
            raise Busy(folder, patience)
        time.sleep(0.01)


def _holds(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _HELD:
            raise  # a system without locks: to go on unprotected could lose what another writes
        return False
    return True


def _is_still(handle: int, place: Path) -> bool:
    """Tell whether the locked file is the one that others find: the writer before may have taken it away."""
    try:
        return os.path.samestat(os.fstat(handle), place.stat())
    except OSError:
        return False


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    aside, entries = folder / ASIDE, []
    try:
        aside.mkdir()
        for number, (path, content) in enumerate(files.items()):
            place = _inside(folder, path)
            _store(aside / str(number), content)
            if place.exists():
                shutil.copymode(place, aside / str(number))
            entries.append({"path": path, "aside": str(number), "before": _sha256(place), "after": _digest(content)})
        _store(aside / "journal.new", json.dumps(entries).encode())
        _sync(aside)
        (aside / "journal.new").replace(aside / _JOURNAL)
        _sync(aside)
        _sync(folder)
    except BaseException as error:
        _discard(folder)
        if isinstance(error, OSError):
            raise WriteFailed(folder, f"nothing was written: {error.strerror}", "make room or mend it") from None
        raise
    _finish(folder, entries)


def _finish(folder: Path, entries: list[dict[str, Any]]) -> None:
    """Put each content that stands aside into its place, then take the journal away."""
    for entry in entries:
        place, content = _inside(folder, entry["path"]), folder / ASIDE / entry["aside"]
        if not content.exists():
            continue  # it was in its place before the interruption
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            content.replace(place)
            _sync(place.parent)
        except OSError as error:
            fix = "mend that, then run asreported build, which finishes the write"
            raise WriteFailed(entry["path"], f"could not be replaced: {error.strerror}", fix) from None
    _discard(folder)


def _recover(folder: Path) -> None:
    """Finish a write whose journal stands; undo one that has none."""
    if not is_interrupted(folder):
        _discard(folder)
        return
    fix = f"keep the file as it is, and delete {ASIDE}; or restore it, and try again"
    try:
        entries = json.loads((folder / ASIDE / _JOURNAL).read_bytes())
        waiting = [e for e in entries if (folder / ASIDE / str(int(e["aside"]))).exists()]
        found = {e["path"]: _sha256(_inside(folder, e["path"])) for e in waiting}
        whole = all(_sha256(folder / ASIDE / e["aside"]) == e["after"] for e in waiting)
    except (OSError, ValueError, KeyError, TypeError):
        raise WriteFailed(folder / ASIDE, "holds a journal that cannot be read", f"delete {ASIDE}") from None
    if not whole:
        raise WriteFailed(folder / ASIDE, "holds files other than its journal lists", f"delete {ASIDE}")
    for entry in waiting:
        if found[entry["path"]] not in (entry["before"], entry["after"]):
            raise WriteFailed(entry["path"], "was changed after a write to it was interrupted", fix)
    _finish(folder, entries)


def _discard(folder: Path) -> None:
    aside = folder / ASIDE
    if aside.is_symlink() or not aside.is_dir():
        return
    # The journal first: without it, what else stands aside means nothing.
    with suppress(FileNotFoundError):
        (aside / _JOURNAL).unlink()
    with suppress(OSError):
        _sync(aside)
    shutil.rmtree(aside, ignore_errors=True)


def _inside(folder: Path, path: str) -> Path:
    """Return where a path of the package leads, which has to lie inside it: a journal may come from a stranger."""
    pure, place = PurePosixPath(path), (folder / path).resolve()
    if pure.is_absolute() or ".." in pure.parts or not place.is_relative_to(folder.resolve()):
        raise WriteFailed(path, "lies outside the package", "write inside the folder of the descriptor")
    return place


def _store(place: Path, content: bytes) -> None:
    with place.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _sync(folder: Path) -> None:
    """Make the names in a folder last, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sha256(place: Path) -> str | None:
    return _digest(place.read_bytes()) if place.is_file() else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
