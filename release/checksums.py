"""SHA256SUMS, as `sha256sum --check` reads it."""

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def write_checksums(folder: Path) -> None:
    """Of every file in the folder."""
    files = sorted(file for file in folder.iterdir() if file.name != NAME)
    lines = [f"{sha256(file)}  {file.name}\n" for file in files]
    (folder / NAME).write_text("".join(lines))


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
