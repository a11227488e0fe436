"""Nothing is looked up elsewhere: every kind of answer is given while sockets are forbidden."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo


class SocketOpenedError(AssertionError):
    """A connection was asked for."""


@pytest.fixture(autouse=True)
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise SocketOpenedError

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.parametrize(
    "words",
    [
        ("check", "-d", "400 mg glycinate", "--drug", "ciprofloxacin", "--authority", "all"),
        ("show", "citrate"),
        ("search", "nerve", "pain"),
        ("sources", "iom-1997"),
        ("plan", "-d", "200", "--drug", "levothyroxine@07:00"),
        ("label", "Magnesium (as citrate) 150 mg 36%"),
        ("data", "check"),
        ("schema", "check"),
    ],
    ids=lambda words: words[0],
)
def test_answers_open_no_socket(words: tuple[str, ...], maginfo: RunMaginfo) -> None:
    outcome = maginfo(*words)
    assert (outcome.status, outcome.err) == (0, "")


def test_pages_and_tables_open_no_socket(maginfo: RunMaginfo, tmp_path: Path) -> None:
    (tmp_path / "doses.csv").write_text("dose\n100\n", encoding="utf-8")
    assert maginfo("check", "-d", "100", "-o", str(tmp_path / "page.html")).status == 0
    assert maginfo("batch", str(tmp_path / "doses.csv"), "-o", str(tmp_path / "out.csv")).status == 0


def test_a_socket_would_be_noticed() -> None:
    with pytest.raises(SocketOpenedError):
        socket.create_connection(("localhost", 9))
