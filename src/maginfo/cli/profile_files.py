"""Profiles on disk: the default place, reading, and writing a new one. A profile is health data."""

from __future__ import annotations

import os
import pkgutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from maginfo.catalogue.files import read_regular
from maginfo.errors import DataError, OutputError, reason_of
from maginfo.profiles.profile import MAX_BYTES

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.profiles.profile import Profile

FILE_NAME = "profile.toml"
ONLY_OWNER = 0o600
ONLY_OWNERS_FOLDER = 0o700


def open_profile(catalogue: Catalogue, name: str) -> Profile:
    """Read the profile in a file; DataError where the file cannot be read or is not valid."""
    text = read_text(name)
    from maginfo.profiles.reading import read_profile

    return read_profile(text, name, catalogue)


def read_text(name: str) -> str:
    """Read the text of a file; DataError for a file that is not regular, too large or not UTF-8."""
    try:
        content = read_regular(Path(name).expanduser(), MAX_BYTES)
    except (OSError, ValueError, RuntimeError) as error:
        reason = reason_of(error)
        raise DataError(f"{name}: cannot be read: {reason}; 'maginfo profile new FILE' writes a profile") from error
    if content is None:
        raise DataError(f"{name}: is not a regular file; name a profile, a TOML file")
    if len(content) > MAX_BYTES:
        raise DataError(f"{name}: is larger than {MAX_BYTES // 1000} kB; a profile is a few lines of TOML")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(f"{name}: line {line}: is not UTF-8 text; save it as UTF-8") from error


def readable_by_others(name: str) -> bool:
    """Return whether anybody but the owner may read or change the file, where the system keeps such rights."""
    return os.name == "posix" and bool(Path(name).expanduser().stat().st_mode & 0o077)


def write_new(name: str, *, with_folder: bool) -> None:
    """Write the commented example, readable by its owner alone, with its folder where `with_folder` is set.

    Raises OutputError where the file exists already or cannot be written.
    """
    path = Path(name).expanduser()
    example = pkgutil.get_data("maginfo.profiles", "example.toml") or b""
    try:
        if with_folder:
            path.parent.mkdir(mode=ONLY_OWNERS_FOLDER, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OWNER)
    except FileExistsError as error:
        raise OutputError(f"'{name}' already exists; not overwritten") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise _not_written(name, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(example)
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise _not_written(name, error) from error


def _not_written(name: str, error: Exception) -> OutputError:
    reason = reason_of(error)
    return OutputError(f"'{name}': cannot be written: {reason}")


def default_place() -> str:
    """Return the default file of a profile; OutputError where the system has no home folder.

    A profile there is used only where it is named: otherwise it would change answers without the user noticing.
    """
    from platformdirs import user_config_path

    known = os.name != "posix" or os.environ.get("HOME") or os.environ.get("XDG_CONFIG_HOME")
    folder = user_config_path("maginfo", appauthor=False)
    if not known or not folder.is_absolute():
        raise OutputError("no home folder is known (HOME is not set): name a file, such as profile new me.toml")
    return str(folder / FILE_NAME)
