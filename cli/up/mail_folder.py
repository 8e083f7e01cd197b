"""Mails on disk, one `.eml` file each; beyond a limit the oldest are deleted."""

import re
from collections import deque
from pathlib import Path

from cli.up.stored_mail import StoredMail, read_mail

_MOST_MAILS = 500
_FILE = re.compile(r"\d{8,}\.eml")


class MailFolder:
    """Caches the mails in memory; only one process at a time may use a folder."""

    def __init__(self, folder: Path, most: int = _MOST_MAILS) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder, self._most = folder, most
        numbers = sorted(
            int(file.stem) for file in folder.iterdir() if _FILE.fullmatch(file.name)
        )
        self._next = numbers[-1] + 1 if numbers else 1
        self._mails = deque(self._read(number) for number in numbers)
        self._make_room()

    def newest_first(self) -> list[StoredMail]:
        return list(reversed(self._mails))

    def find(self, mail_id: str) -> StoredMail | None:
        return next((mail for mail in self._mails if mail.id == mail_id), None)

    def source(self, mail: StoredMail) -> bytes:
        return self._file(mail.id).read_bytes()

    def add(self, content: bytes) -> None:
        """Once this returns, the mail is on disk."""
        arriving = self._folder / "arriving"
        arriving.write_bytes(content)
        arriving.replace(self._file(_id(self._next)))
        self._mails.append(self._read(self._next))
        self._next += 1
        self._make_room()

    def clear(self) -> None:
        while self._mails:
            self._forget_oldest()

    def _make_room(self) -> None:
        while len(self._mails) > self._most:
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        self._file(self._mails.popleft().id).unlink(missing_ok=True)

    def _read(self, number: int) -> StoredMail:
        return read_mail(_id(number), self._file(_id(number)).read_bytes())

    def _file(self, mail_id: str) -> Path:
        return self._folder / f"{mail_id}.eml"


def _id(number: int) -> str:
    return f"{number:08}"
