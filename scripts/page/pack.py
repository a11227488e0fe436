"""Run in Pyodide when the page is built: packs the wheels into one archive, with compiled what an answer imports.

Python compiles a module when it is first imported, which took half of the time to the first answer, and a page keeps
nothing of it. What no answer imports stays as it is: compiled it is larger.
"""

from __future__ import annotations

import io
import py_compile
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTIONS = (
    ("check", "--dose=400 mg citrate", "--label=Magnesium 100 mg", "--drug=cipro", "--condition=dialysis"),
    ("check", "--dose=a lot"),
    ("plan", "--dose=2x200mg", "--drug=levothyroxine@07:00", "--meals=12:00", "--taken=levothyroxine@08:00"),
    ("interactions", "--", "cipro", "no such name"),
    ("show", "--", "glycinate"),
    ("show", "--", "no such name"),
)
"""They import what answers need."""
STDLIB = Path("/lib/python314.zip")
INSTALLED = Path("/installed")
SCRATCH = Path("/tmp/module.py")  # noqa: S108  # in the memory of this Python, like the folder above


def left_out(name: str) -> bool:
    """Whether no answer reads a file: data as people edit it, and what runs on other machines alone."""
    is_edited = name.startswith("maginfo/data/") and not name.startswith("maginfo/data/compiled/")
    return is_edited or (name.endswith(".so") and "wasm32" not in name) or name.endswith((".c", ".pyi", "/"))


def contents(archive: Path, imported: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files in order; those of modules that were imported are compiled."""
    with zipfile.ZipFile(archive) as source:
        for name in sorted(source.namelist()):
            if name in imported:
                yield f"{name}c", compiled(name, source.read(name))
            elif not left_out(name):
                yield name, source.read(name)


def compiled(name: str, content: bytes) -> bytes:
    """Compile a module, the same whenever that is."""
    SCRATCH.write_bytes(content)
    made = py_compile.compile(
        str(SCRATCH), dfile=name, doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
    )
    return Path(str(made)).read_bytes()


def imported_by_answers(wheels: list[Path]) -> set[str]:
    """Return the files of the modules that the questions import; RuntimeError where a question cannot be answered."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as source:
            source.extractall(INSTALLED)  # noqa: S202  # wheels whose hashes were compared, and our own
    sys.path.append(str(INSTALLED))
    from ask import ask

    for words in QUESTIONS:
        _, lines = ask(list(words))
        if "internal error" in lines:
            raise RuntimeError(lines)
    files = [Path(getattr(module, "__file__", None) or "") for module in tuple(sys.modules.values())]
    inside = [each.relative_to(root) for each in files for root in (STDLIB, INSTALLED) if each.is_relative_to(root)]
    return {str(each) for each in inside if each.suffix == ".py"}


def main(here: Path, target: Path) -> None:
    """Write the library of Python and maginfo with what it needs into the target folder."""
    wheels = sorted(target.glob("*.whl"))
    imported = imported_by_answers(wheels)
    with zipfile.ZipFile(target / "python_stdlib.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as library:
        for name, content in contents(STDLIB, imported):
            library.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    with tarfile.open(target / "maginfo.tar.xz", "w:xz", preset=9) as archive:
        ours = [("ask.py", (here / "ask.py").read_bytes())]
        for name, content in (*ours, *(each for wheel in wheels for each in contents(wheel, imported))):
            information = tarfile.TarInfo(name)
            information.size = len(content)
            archive.addfile(information, io.BytesIO(content))
