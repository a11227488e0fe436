"""What the build of the page refuses, and what it fills in; the page itself: package/test_page.py."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def build_page(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return __import__("build_page")


def test_another_archive_than_the_pinned_one_is_refused(
    build_page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_page, "run", lambda *_: (tmp_path / "pyodide-314.0.7.tgz").write_bytes(b"another"))
    with pytest.raises(SystemExit, match="not the archive that was pinned"):
        build_page.fetch_pyodide(tmp_path)


def test_every_wheel_is_pinned(build_page: Any) -> None:
    lines = (build_page.PARTS / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wheels = [line for line in lines if not line.startswith("#")]
    assert wheels
    assert [line for line in wheels if not re.fullmatch(r"[a-z\d-]+==[\d.]+ --hash=sha256:[0-9a-f]{64}", line)] == []


def test_names_are_filled_in_and_nothing_else(build_page: Any) -> None:
    filled = build_page.fill(b"{version} {other} {}", {"version": "&lt;1&gt;"})
    assert filled == b"&lt;1&gt; {other} {}"
    assert build_page.option(('"x"', "<b>")) == '<option value="&quot;x&quot;">&lt;b&gt;</option>'


def test_the_service_worker_differs_where_a_file_does(build_page: Any) -> None:
    files = {"service-worker.js": b"{build} {files}", "index.html": b"a", "page.js": b"b"}
    worker = build_page.service_worker(files)
    a, b = ("sha256-" + b64encode(hashlib.sha256(each).digest()).decode() for each in (b"a", b"b"))
    assert worker.endswith(f' {{"./": "{a}", "page.js": "{b}"}}'.encode())
    assert worker != build_page.service_worker(files | {"page.js": b"c"})
    assert worker == build_page.service_worker(dict(reversed(files.items())))


def test_the_icon_is_drawn(build_page: Any) -> None:
    drawn = build_page.png((build_page.SITE / "icon.svg").read_bytes())
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", drawn[16:24])
    size = struct.unpack(">I", drawn[33:37])[0]
    pixels = zlib.decompress(drawn[41 : 41 + size])
    assert (width, height, len(pixels)) == (512, 512, 512 * (1 + 3 * 512))
    assert pixels[1:4].hex() == "1a4f9c"
