"""Build hook: a wheel carries `data/` as TOML for people and as JSON for the program, and the manual page.

figures.tsv stays out of the wheel: it is for reviewers, and `maginfo data figures` prints the same.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface):
    """Compile the data of a wheel and write its manual page; an editable install reads the TOML itself."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled tables and the manual page to a folder of the build and have the wheel include them."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path[:0] = [str(root / "src"), str(root / "scripts")]
        try:
            from man_page import man_page

            from maginfo.labels.compiling import compile_wheel
        finally:
            del sys.path[:2]
        self._compiled = root / "build" / "compiled"
        shutil.rmtree(self._compiled, ignore_errors=True)
        data = root / "data"
        for name, content in compile_wheel(data):
            path = self._compiled / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="ascii", newline="\n")
        manual = root / "build" / "maginfo.1"
        manual.write_text(man_page(), encoding="utf-8", newline="\n")
        build_data["shared_data"][str(manual)] = "share/man/man1/maginfo.1"
        for path in data.iterdir():
            if path.name != "figures.tsv":
                build_data["force_include"][str(path)] = f"maginfo/data/{path.name}"
        build_data["force_include"][str(self._compiled)] = "maginfo/data/compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the compiled tables from the build folder."""
        if version != "editable":
            shutil.rmtree(self._compiled, ignore_errors=True)
