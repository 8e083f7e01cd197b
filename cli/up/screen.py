"""The output of `doorstep up`: a line for each step, one table at the end."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.status import Status
from rich.table import Table
from rich.text import Text

from doorstep.settings import Settings

if TYPE_CHECKING:  # slow to import, and not needed before the first output
    from cli.up.seed import Seeded

_WIDE_ENOUGH = 200


class Screen:
    """A spinner on a terminal, plain lines elsewhere."""

    def __init__(self) -> None:
        console = Console(highlight=False)
        # Lines are not wrapped in a file, so that addresses stay whole.
        self._console = (
            console
            if console.is_terminal
            else Console(highlight=False, width=_WIDE_ENOUGH)
        )
        self._status: Status | None = None

    def say(self, text: str) -> None:
        self._console.print(Text(text))

    def begin(self, text: str) -> None:
        self.say(text)
        if self._console.is_terminal:
            self._status = self._console.status("Please wait …")
            self._status.start()

    def ready(self, rows: Sequence[tuple[str, str]]) -> None:
        """The table: addresses of pages, mailbox and Temporal UI, and the accounts."""
        self.end()
        title = "Doorstep is ready"
        table = Table(title=title, show_header=False, title_justify="left")
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for what, where in rows:
            table.add_row(what, Text(where))
        self._console.print(table)

    def end(self) -> None:
        if self._status:
            self._status.stop()


def overview(
    outside: Settings, running: Settings, people: "Sequence[Seeded]", folder: Path
) -> list[tuple[str, str]]:
    """The rows of the table; `outside` are the settings from the environment."""
    mailbox = f"http://127.0.0.1:{running.up_mailbox_port}"
    temporal_ui = f"http://127.0.0.1:{running.up_ui_port}"
    return [
        ("Web Console", f"{running.public_url}/"),
        ("Admin Center", f"{running.public_url}/admin-center"),
        *((f"Sign in ({one.role})", f"{one.email}  {one.password}") for one in people),
        ("Mailbox", "DOORSTEP_SMTP_URL" if outside.smtp_url else mailbox),
        ("Temporal UI", _elsewhere(outside.temporal_address) or temporal_ui),
        ("Data folder", str(folder)),
    ]


def _elsewhere(temporal_address: str | None) -> str | None:
    return f"that of {temporal_address}" if temporal_address else None
