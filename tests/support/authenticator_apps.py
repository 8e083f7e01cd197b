"""Independent programs that do what authenticator apps do."""

import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from pathlib import Path

_ENTRY = """
<Entry><String><Key>Title</Key><Value>{title}</Value></String>
<String><Key>otp</Key><Value>{uri}</Value></String></Entry>
"""
_VAULT = """<?xml version="1.0" encoding="UTF-8"?>
<KeePassFile><Meta/><Root><Group><Name>Root</Name>{entries}</Group></Root></KeePassFile>
"""
_PASSWORD = "correct horse battery"


def zbar_reads(picture: Path) -> list[str]:
    """The contents of the QR codes in a picture."""
    only = ("-Sdisable", "-Sqrcode.enable")
    return _output("zbarimg", "--quiet", "--raw", *only, str(picture)).splitlines()


def oathtool_shows(secret: str, at: datetime, codes: int = 1) -> list[str]:
    """The codes for a base32 secret from a moment on."""
    now = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    window = f"--window={codes - 1}"
    return _output(
        "oathtool", "--totp", "--base32", f"--now={now}", window, secret
    ).split()


class KeePassXC:
    """A vault on disk, with one entry for each URI."""

    def __init__(self, folder: Path, uris: Iterable[str]) -> None:
        self._vault = folder / "vault.kdbx"
        entries = "".join(
            _ENTRY.format(title=f"entry {number}", uri=escape(uri))
            for number, uri in enumerate(uris)
        )
        export = folder / "vault.xml"
        export.write_text(_VAULT.format(entries=entries))
        quickly = ("--decryption-time", "100")
        self._ask("import", *quickly, "-p", str(export), str(self._vault), times=2)

    def shows(self, number: int) -> str:
        """The code of the present moment."""
        entry = f"entry {number}"
        return self._ask("show", "--totp", str(self._vault), entry, times=1).strip()

    def _ask(self, command: str, *arguments: str, times: int) -> str:
        password = f"{_PASSWORD}\n" * times
        return _output("keepassxc-cli", command, "-q", *arguments, typed=password)


def _output(*command: str, typed: str = "") -> str:
    done = subprocess.run(
        command, input=typed, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
