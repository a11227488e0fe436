"""Build the page that answers in a browser, without a network: python scripts/build_page.py DIR.

DIR then holds a static site: this program's own wheel in Pyodide, behind a form. Needs npm, Node and pip; what they
fetch is pinned by its SHA-256, here and in page/requirements.txt. Built twice from one source, every byte is the same.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import zlib
from base64 import b64encode
from html import escape
from importlib.metadata import metadata
from pathlib import Path
from xml.etree import ElementTree

from maginfo import Catalogue, __version__
from maginfo.dosing.check import DEFAULT_AUTHORITY

ROOT = Path(__file__).parents[1]
PARTS = ROOT / "scripts" / "page"
SITE = PARTS / "site"
SERVICE_WORKER = "service-worker.js"
PYODIDE = "pyodide@314.0.7"
PYODIDE_SHA256 = "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0"
COPIED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
PACKED = ("python_stdlib.zip", "maginfo.tar.xz")
PLATFORM = (
    "--python-version",
    "314",
    "--platform",
    "pyemscripten_2026_0_wasm32",
    "--platform",
    "manylinux_2_17_x86_64",
)
"""Of Pyodide; the second for wheels whose compiled part is left out."""
ICON_SIZE = 512


def build(folder: Path) -> None:
    """Write the page into the folder, which is made; files of an earlier build are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        fetch_pyodide(work)
        pip(
            "download",
            "--require-hashes",
            "--only-binary",
            ":all:",
            *PLATFORM,
            "-r",
            str(PARTS / "requirements.txt"),
            to=work,
        )
        pip("wheel", str(ROOT), to=work)
        run("node", str(PARTS / "pack.mjs"), str(work / "package"), name)
        lock = json.loads((work / "package" / "pyodide-lock.json").read_bytes())
        files = {name: (work / "package" / name).read_bytes() for name in COPIED}
        files |= {name: (work / name).read_bytes() for name in PACKED}
    files["pyodide-lock.json"] = json.dumps({"info": lock["info"], "packages": {}}).encode()
    files |= site_files(Catalogue())
    files[SERVICE_WORKER] = service_worker(files)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def fetch_pyodide(work: Path) -> None:
    """Fetch Pyodide into the folder `package`; exits where it is not the pinned one."""
    run("npm", "pack", "--silent", "--cache", str(work / "npm"), PYODIDE, "--pack-destination", str(work))
    archive = work / f"{PYODIDE.replace('@', '-')}.tgz"
    if hashlib.sha256(archive.read_bytes()).hexdigest() != PYODIDE_SHA256:
        sys.exit(f"{PYODIDE} is not the archive that was pinned")
    with tarfile.open(archive) as source:
        for file in (*COPIED, "python_stdlib.zip", "pyodide-lock.json"):
            source.extract(f"package/{file}", work)


def pip(command: str, *words: str, to: Path) -> None:
    """Have pip put files into the folder, each without what it depends on."""
    place = "--dest" if command == "download" else "--wheel-dir"
    run(
        sys.executable,
        "-m",
        "pip",
        command,
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        place,
        str(to),
        *words,
    )


def run(*words: str) -> None:
    """Run a step of the build; exits with what it says where it fails."""
    program = shutil.which(words[0])
    if program is None:
        sys.exit(f"{words[0]} is not installed")
    done = subprocess.run([program, *words[1:]], capture_output=True, text=True, check=False)  # noqa: S603  # our own words
    if done.returncode != 0:
        sys.exit(f"{' '.join(words[:4])} failed:\n{done.stdout}{done.stderr}"[-4000:])


def site_files(catalogue: Catalogue) -> dict[str, bytes]:
    """Return the files of page/site, filled in, and the icon as PNG."""
    texts = {
        "description": metadata("maginfo")["Summary"],
        "disclaimer": catalogue.about.disclaimer,
        "data_version": catalogue.about.version,
        "version": __version__,
        "usual": catalogue.authority(DEFAULT_AUTHORITY).short_name,
    }
    lists = {
        "forms": [(form.name, form.id) for form in catalogue.forms()],
        "authorities": [(each.id, f"{each.short_name} ({each.place})") for each in catalogue.authorities],
    }
    filled = {name: escape(text) for name, text in texts.items()}
    filled |= {name: "".join(map(option, values)) for name, values in lists.items()}
    files = {path.name: fill(path.read_bytes(), filled) for path in sorted(SITE.iterdir())}
    return files | {"icon.png": png(files["icon.svg"])}


def service_worker(files: dict[str, bytes]) -> bytes:
    """Return the service worker of these files: it names each with its hash, and differs where one of them does."""
    hashes = {name: hashlib.sha256(content).digest() for name, content in sorted(files.items())}
    build_id = hashlib.sha256(repr(hashes).encode()).hexdigest()[:16]
    kept = {
        "./" if name == "index.html" else name: f"sha256-{b64encode(digest).decode()}"
        for name, digest in hashes.items()
        if name != SERVICE_WORKER
    }
    return fill(files[SERVICE_WORKER], {"build": build_id, "files": json.dumps(kept)})


def fill(content: bytes, filled: dict[str, str]) -> bytes:
    """Return a text with each of these {names} replaced by what is filled in."""
    return re.sub(rf"\{{({'|'.join(filled)})\}}", lambda found: filled[found[1]], content.decode()).encode()


def option(named: tuple[str, str]) -> str:
    """Write a choice of a list: its value and what is shown of it."""
    value, shown = map(escape, named)
    return f'<option value="{value}">{shown}</option>'


def png(drawing: bytes) -> bytes:
    """Draw an SVG of filled rectangles as PNG, for systems whose home screens take no SVG."""
    root = ElementTree.fromstring(drawing)  # noqa: S314  # our own file
    scale = ICON_SIZE / float(root.attrib["viewBox"].split()[2])
    rows = [bytearray(3 * ICON_SIZE) for _ in range(ICON_SIZE)]
    for rectangle in root:
        left, top, width, height = (
            round(scale * float(rectangle.get(name, "0"))) for name in ("x", "y", "width", "height")
        )
        colour = bytes.fromhex(rectangle.attrib["fill"].removeprefix("#"))
        for row in rows[top : top + height]:
            row[3 * left : 3 * (left + width)] = colour * width
    header = struct.pack(">IIBBBBB", ICON_SIZE, ICON_SIZE, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def main() -> None:
    """Build the page into the folder that the command line names."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit("usage: python scripts/build_page.py DIR")
    build(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
