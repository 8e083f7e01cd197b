"""The key ring of the embedded stack: created once, stored in the data folder."""

from cli.up.data_folder import DataFolder
from doorstep.rules.seal import new_entry

_FILE = "keys"
_FIRST = "up-1"


def key_ring(folder: DataFolder) -> str:
    """The stored ring, or a new one."""
    kept = folder.read(_FILE)
    if kept is None:
        kept = new_entry(_FIRST)
        folder.write_private(_FILE, kept + "\n")
    return kept.strip()
