"""`doorstep member import`: people of another product, with what they sign in with."""

import asyncio
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from cli.database import open_database
from cli.options import AsJson, DataDir, settings_for
from doorstep.clock import system_clock
from doorstep.errors import InvalidInputError

if TYPE_CHECKING:
    from doorstep.db.pool import Connection, Pool
    from doorstep.settings import Settings
    from doorstep.transactions.member_import import Import

_LONGEST_LINE = 64 * 1024


def import_members(
    file: Annotated[Path, typer.Argument(help="CSV or JSON lines; - for stdin.")],
    *,
    account: Annotated[str, typer.Option(help="The account's id or name.")],
    client: Annotated[
        str | None,
        typer.Option(help="The application whose ids external_id has: app_…"),
    ] = None,
    invite: Annotated[
        bool,
        typer.Option("--invite", help="Mail who has no password a link to choose one."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, change nothing.")
    ] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Create members from a file.

    With the password hashes and authenticators that they have. Columns: email, name,
    role, language, external_id, password_hash, totp. Each line is created, changed, the
    same, or refused with the reason; the exit code is 1 if one was refused. What
    members have set since an earlier import stays. Run it again after an interruption.

    \b
    Examples:
      doorstep member import people.csv --account Acme --dry-run
      doorstep member import - --account Acme --json < people.jsonl
    """
    from cli.import_texts import summary

    settings = settings_for(data_dir)
    with _opened(file) as stream:
        total = _surveyed(stream, named=client is not None)
        run = _Run(settings, account, client, dry_run, as_json, invite)
        counts = asyncio.run(run.over(stream, total))
    typer.echo(summary(counts, dry_run=dry_run), err=True)
    raise typer.Exit(1 if counts["refused"] else 0)


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    """A file that can be read twice; what comes through a pipe is copied to one without
    a name first.
    """
    try:
        if str(file) != "-" and file.is_file():
            with file.open("rb") as stream:
                yield stream
            return
        with TemporaryFile() as copy:
            if str(file) == "-":
                shutil.copyfileobj(sys.stdin.buffer, copy)
            else:
                with file.open("rb") as pipe:
                    shutil.copyfileobj(pipe, copy)
            yield copy
    except OSError as error:
        raise InvalidInputError(f"{file}: {error.strerror}.") from None


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """From the beginning. Bytes that are not UTF-8 refuse their line only."""
    stream.seek(0)
    for line in iter(partial(stream.readline, _LONGEST_LINE), b""):
        yield line.decode("utf-8", "surrogateescape")


def _surveyed(stream: IO[bytes], *, named: bool) -> int:
    """How many records there are. Raises InvalidInputError before anything is done."""
    from doorstep.rules.people_files import records

    total = 0
    for record in records(_lines(stream)):
        total += 1
        if record.values.get("external_id") and not named:
            raise InvalidInputError(
                "The file has external ids: name their application with --client."
            )
    return total


@dataclass(frozen=True)
class _Run:
    settings: "Settings"
    account: str
    client: str | None
    dry_run: bool
    as_json: bool
    invite: bool

    async def over(self, stream: IO[bytes], total: int) -> Counter[str]:
        """How many lines ended how; each is printed once its batch is committed."""
        from cli.import_texts import line_document, line_text
        from cli.progress import progress
        from doorstep.rules.people_files import records
        from doorstep.settings.processes import DatabaseSettings
        from doorstep.transactions.import_lines import import_lines

        show = line_document if self.as_json else line_text
        counts: Counter[str] = Counter()
        async with open_database(DatabaseSettings.of(self.settings)) as pool:
            order = await self._order(pool)
            with progress("Lines", total, aside=True) as done:
                async for batch in import_lines(order, records(_lines(stream))):
                    typer.echo("\n".join(map(show, batch)))
                    counts.update(line.result.outcome.value for line in batch)
                    done(counts.total())
        return counts

    async def _order(self, pool: "Pool") -> "Import":
        from doorstep.db.accounts import Accounts
        from doorstep.rules.seal import KeyRing
        from doorstep.settings.processes import KeySettings
        from doorstep.transactions.invitations import Inviting
        from doorstep.transactions.lookups import find_account
        from doorstep.transactions.member_import import Import

        ring = KeyRing.parse(KeySettings.of(self.settings).keys)
        async with pool.acquire() as connection:
            account_id = await find_account(connection, self.account)
            await self._check_client(connection, account_id)
            account = await Accounts(connection).get(account_id)
        return Import(
            *(pool, ring, account, self.client, system_clock()),
            dry_run=self.dry_run,
            inviting=Inviting.of(ring, self.settings) if self.invite else None,
        )

    async def _check_client(self, connection: "Connection", account_id: UUID) -> None:
        from doorstep.errors import NotFoundError
        from doorstep.transactions.lookups import find_client

        if self.client is None:
            return
        found = await find_client(connection, self.client)
        if not found.serves(account_id):
            raise NotFoundError("application", self.client)
