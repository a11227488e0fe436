"""An answer's amounts and times as pictures."""
