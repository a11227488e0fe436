"""Build hook: a wheel carries `data/` twice, as the TOML people read and as the JSON the program reads."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface):
    """Compiles the data of a wheel; an editable install reads the TOML itself."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled tables to a folder of the build and have the wheel include it."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from maginfo.catalogue.compiling import compile_data
        finally:
            sys.path.pop(0)
        self._compiled = root / "build" / "compiled"
        shutil.rmtree(self._compiled, ignore_errors=True)
        for name, content in compile_data(root / "data"):
            path = self._compiled / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="ascii", newline="\n")
        build_data["force_include"][str(root / "data")] = "maginfo/data"
        build_data["force_include"][str(self._compiled)] = "maginfo/data/compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        if version != "editable":
            shutil.rmtree(self._compiled, ignore_errors=True)
