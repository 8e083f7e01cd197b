"""The output of `doorstep up`: a line for each step, one table at the end."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.status import Status
from rich.text import Text

from doorstep.settings import Settings

if TYPE_CHECKING:  # slow to import, and not needed before the first output
    from cli.up.seed import Account

_NEXT = """\
Next: sign in to the Admin Center and turn on two-step verification, then sign in
to the Web Console as a member. The emailed code is in the mailbox. Ctrl-C stops
everything; the next start continues with the same data."""


class Screen:
    """A spinner on a terminal, plain lines elsewhere."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        self._status: Status | None = None

    def say(self, text: str) -> None:
        self._console.print(Text(text), soft_wrap=True)  # addresses stay whole

    def begin(self, text: str) -> None:
        self.say(text)
        if self._console.is_terminal:
            self._status = self._console.status("Please wait …")
            self._status.start()

    def ready(self, rows: Sequence[tuple[str, str]]) -> None:
        """The addresses of pages, mailbox and Temporal UI, the accounts, what next."""
        self.end()
        self.say("\nDoorstep is ready.\n")
        width = max(len(what) for what, _ in rows)
        for what, where in rows:
            self._console.print(
                Text.assemble((f"{what:{width}}", "bold"), f"  {where}"), soft_wrap=True
            )
        self.say(f"\n{_NEXT}\n")

    def end(self) -> None:
        if self._status:
            self._status.stop()


def overview(
    outside: Settings,
    running: Settings,
    people: "Sequence[Account]",
    folder: Path,
    *,
    sample: bool = False,
) -> list[tuple[str, str]]:
    """The rows of the table; `outside` are the settings from the environment."""
    mailbox = f"http://127.0.0.1:{running.up_mailbox_port}"
    temporal_ui = f"http://127.0.0.1:{running.up_ui_port}"
    shop = f"http://127.0.0.1:{running.up_sample_port}/"
    return [
        ("Web Console", f"{running.public_url}/"),
        ("Admin Center", f"{running.public_url}/admin-center"),
        *([("Sample application", shop)] if sample else []),
        *((f"Sign in ({one.role})", _sign_in(one)) for one in people),
        ("Mailbox", "DOORSTEP_SMTP_URL" if outside.smtp_url else mailbox),
        ("Temporal UI", _elsewhere(outside.temporal_address) or temporal_ui),
        ("Data folder", str(folder)),
    ]


def _sign_in(account: "Account") -> str:
    return f"{account.email}  {account.password or '(its password was changed)'}"


def _elsewhere(temporal_address: str | None) -> str | None:
    return f"the one of {temporal_address}" if temporal_address else None
