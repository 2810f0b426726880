"""Paths of a descriptor, which may come from anyone: inside the package, and regular files."""

from __future__ import annotations

import difflib
import os
import stat
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from asreported.errors import UnsafePath

__all__ = ["locate", "open_file"]


def locate(folder: Path, path: str) -> Path:
    """Return where a path of the descriptor in this folder leads.

    Raises:
        UnsafePath: it is absolute, a URL, leads out of the package or through a symbolic link, or names no regular
            file.
    """
    if "://" in path or path.startswith(("file:", "\\\\")):
        raise UnsafePath(path, "is a web address; validation reads local files only", "copy the file into the package")
    pure = PurePosixPath(path)
    if not path or pure.is_absolute() or "\\" in path or "\0" in path or path.startswith("~") or ":" in path[:2]:
        raise UnsafePath(path, "is not a relative path", "write it relative to the descriptor, with forward slashes")
    if ".." in pure.parts:
        raise UnsafePath(path, "leads out of the package", "move the file into the folder of the descriptor")
    place = folder.joinpath(*pure.parts)
    try:
        is_inside = place.resolve().is_relative_to(folder.resolve())
    except UnicodeEncodeError:
        raise UnsafePath(path, "holds what is no letter", "give the file another name") from None
    except (RuntimeError, OSError):
        raise UnsafePath(path, "is a symbolic link that leads back to itself", "put the file itself there") from None
    if not is_inside:
        raise UnsafePath(path, "is a symbolic link that leads out of the package", "put the file itself there")
    return place


def open_file(folder: Path, path: str) -> BinaryIO:
    """Return a file of the package, opened for reading.

    Raises:
        UnsafePath: as `locate`, or the file is missing, no regular file or not readable.
    """
    place = locate(folder, path)
    try:
        # O_NONBLOCK: a named pipe must be seen as one, not waited for.
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        near = difflib.get_close_matches(place.name, [f.name for f in place.parent.glob("*")], n=1, cutoff=0.8)
        fix = f"did you mean {near[0]}? " if near else ""
        raise UnsafePath(path, "is not there", fix + "put the file back, or correct its path") from None
    except OSError as error:
        raise UnsafePath(path, f"cannot be opened: {error.strerror}", "mend its permissions") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise UnsafePath(path, "is not a regular file", "put a regular file there")
    return os.fdopen(handle, "rb")
