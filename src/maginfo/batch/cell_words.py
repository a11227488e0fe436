"""What single words say in the cells of a table: yes, no, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.names import name_key
from maginfo.errors import UnreadableValueError

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue


class CellWords:
    """The words of cells, from label_words.toml."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Collect the words."""
        of_role = {role.name: role.spellings for role in catalogue.label_words.roles}
        self._yes = frozenset(map(name_key, of_role["cell-yes"]))
        self._no = frozenset(map(name_key, of_role["cell-no"]))
        self._empty = frozenset(name_key(word) or word for word in of_role["cell-empty"])

    def said(self, cell: str) -> str:
        """Return the cell; empty for one that says that nothing is known or there, such as 'unknown' or '-'."""
        return "" if (name_key(cell) or cell.strip()) in self._empty else cell

    def is_yes(self, column: str, cell: str) -> bool:
        """Read yes or no; an empty cell is no."""
        said = name_key(self.said(cell))
        if said in self._yes:
            return True
        if said in self._no or not cell.strip() or not self.said(cell):
            return False
        raise UnreadableValueError(f"{column} '{cell.strip()}': write yes or no, true or false, 1 or 0")
