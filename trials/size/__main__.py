"""`make bench-size`: everything at a thousand members and at many, in one run.

Two stacks stand side by side, one with a thousand members and one with `N`, and each
request goes to one and then to the other: what else the machine does weighs on both,
and the ratio says more than either figure.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from statistics import median, quantiles
from subprocess import DEVNULL, STDOUT, Popen

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from cli.signals import until_signalled
from doorstep.rules.seal import KeyRing
from doorstep.settings import load
from doorstep.settings.processes import KeySettings
from trials.bench.members import CHEAP_HASHES
from trials.bench.stack import THIS_BUILD, Stack, running_stack
from trials.size.growth import bytes_a_login, temporal_bytes
from trials.size.seeding import SeededAccount, seed, seed_old_logins
from trials.size.visits import Visitor

FEW = 1000
ROUNDS = 15
PURGED = 100_000
LOGINS = 3000
"""Whose bytes are counted: a page of 8 kB more or less is 3 bytes of each."""
_LAST_BYTES = 2000
_COMMANDS = {
    "account list": ("account", "list"),
    "keys list": ("keys", "list"),
    "doctor": ("doctor",),
    "why": ("why", "member-7@size.test"),
    "member list": ("member", "list", "--account", "size"),
    "audit verify": ("audit", "verify"),
}


async def main(members: int) -> None:
    async with _seeded(FEW) as few, _seeded(members) as many:
        for each in (few, many):  # after the seeding: what is changed wants a new proof
            await each.begin()
        _show(members, await _requests(few, many))
        await _growth(many)
        await _csv(many)
        for name, command in _COMMANDS.items():
            took = [await _command(each.stack, *command) for each in (few, many)]
            both = " and ".join(f"{s:.1f} s, {mib:.0f} MiB" for s, mib in took)
            print(f"doorstep {name}: {both}")
        await _purge(many)


_CHEAP = {f"DOORSTEP_{name}": value for name, value in CHEAP_HASHES.items()}


@asynccontextmanager
async def _seeded(members: int) -> AsyncIterator[Visitor]:
    with tempfile.TemporaryDirectory() as folder:
        async with (
            running_stack(Path(folder), THIS_BUILD, **_CHEAP) as stack,
            httpx.AsyncClient(
                base_url=f"http://127.0.0.1:{stack.api_port}",
                timeout=30,
                trust_env=False,  # it is this machine
            ) as http,
        ):
            began = time.perf_counter()
            account = await _seed(stack, members)
            print(f"{members} members: {time.perf_counter() - began:.0f} s of seeding")
            yield Visitor(stack, account, http)


async def _seed(stack: Stack, members: int) -> SeededAccount:
    settings = load(stack.folder)
    assert settings.migration_url is not None
    ring = KeyRing.parse(KeySettings.of(settings).keys)
    return await seed(settings.migration_url, ring, members)


async def _requests(few: Visitor, many: Visitor) -> dict[str, list[list[float]]]:
    """By name the seconds at a few members, and at many."""
    seconds: dict[str, list[list[float]]] = {}

    async def note(name: str, act: Callable[[Visitor], Awaitable[float]]) -> None:
        for side, visitor in enumerate((few, many)):
            seconds.setdefault(name, [[], []])[side].append(await act(visitor))

    for turn in range(ROUNDS + 1):
        if turn == 1:
            seconds.clear()  # the first round was to warm up
        for side, visitor in enumerate((few, many)):
            password, code, _ = await visitor.sign_in()
            seconds.setdefault("login", [[], []])[side].append(password)
            seconds.setdefault("code", [[], []])[side].append(code)
        await note("change of a role", Visitor.change_role)
        for name in few.paths:
            await note(name, lambda visitor, name=name: visitor.get(name))  # type: ignore[misc]
    return seconds


def _show(members: int, seconds: dict[str, list[list[float]]]) -> None:
    table = Table(title=f"p50 of {ROUNDS}, in milliseconds")
    for column in ("request", f"at {FEW:,}", f"at {members:,}", "ratio", "p95"):
        table.add_column(column, justify="left" if column == "request" else "right")
    for name, sides in seconds.items():
        few, many = (1000 * median(side) for side in sides)
        slow = 1000 * quantiles(sides[1], n=20, method="inclusive")[-1]
        table.add_row(
            name, f"{few:.1f}", f"{many:.1f}", f"{many / few:.2f}", f"{slow:.1f}"
        )
    Console(width=100).print(table)


async def _growth(many: Visitor) -> None:
    before = temporal_bytes(many.stack.folder)
    _show_growth(await bytes_a_login(many, LOGINS))
    grown = temporal_bytes(many.stack.folder) - before
    print(f"a login in Temporal: {grown / LOGINS / 1000:.1f} kB")


def _show_growth(grown: dict[str, tuple[float, ...]]) -> None:
    total = [0.0, 0.0]
    for table, sizes in sorted(grown.items()):
        total = [sum(pair) for pair in zip(total, sizes, strict=True)]
        print(f"{table}: {sizes[0]:.0f} + {sizes[1]:.0f} bytes a login")
    print(f"a login: {sum(total):.0f} bytes, {total[1]:.0f} of them indexes")


async def _csv(many: Visitor) -> None:
    """`members.csv` while others sign in."""
    alone = [sum((await many.sign_in())[:2]) for _ in range(ROUNDS)]
    api = psutil.Process(
        json.loads((many.stack.folder / "parts.json").read_text())["api"][0]
    )
    before, beside, most = api.memory_info().rss, [], 0
    download = asyncio.create_task(many.download())
    while not download.done():
        beside.append(sum((await many.sign_in())[:2]))
        most = max(most, api.memory_info().rss)
    seconds, lines = await download
    print(
        f"members.csv: {lines} members in {seconds:.1f} s, API {before / 2**20:.0f} to "
        f"{most / 2**20:.0f} MiB; a login meanwhile {1000 * median(beside):.0f} ms, "
        f"alone {1000 * median(alone):.0f} ms: {median(beside) / median(alone):.2f}"
    )


async def _purge(many: Visitor) -> None:
    url = load(many.stack.folder).migration_url
    assert url is not None
    await seed_old_logins(url, many.account, PURGED)
    kept = 3 * many.account.members + many.account.members * 9 // 10
    took, _ = await _command(many.stack, "purge")
    print(f"purge of {PURGED} logins among {kept} kept: {took:.1f} s")


async def _command(stack: Stack, *command: str) -> tuple[float, float]:
    """Seconds of a command, and the most memory that it took, in MiB."""
    return await asyncio.to_thread(_ended, stack, command)


def _ended(stack: Stack, command: tuple[str, ...]) -> tuple[float, float]:
    """What it says is shown only if it fails."""
    began = time.perf_counter()
    with (stack.folder / "said").open("w+b") as said:
        process = Popen(
            (str(THIS_BUILD), *command, "--data-dir", str(stack.folder)),
            env={**os.environ, **stack.ports},
            stdin=DEVNULL,
            stdout=said,
            stderr=STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            last = said.read()[-_LAST_BYTES:].decode(errors="replace")
            print(f"{' '.join(command)}: exit {process.returncode}, …{last}")
    return time.perf_counter() - began, used.ru_maxrss / 1024


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        asyncio.run(until_signalled(main(int((sys.argv[1:] or ["1000000"])[0]))))
