"""Another commit's build: a git worktree with a .venv of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2]


@asynccontextmanager
async def worktree(commit: str, folder: Path) -> AsyncIterator[Path]:
    """Checks the commit out into `folder`; returns its program `doorstep`."""
    await _run("git", "worktree", "add", "--detach", str(folder), commit)
    try:
        await _run("make", "-C", str(folder), "install")
        yield folder / ".venv/bin/doorstep"
    finally:
        await _run("git", "worktree", "remove", "--force", str(folder))


async def commit_name(commit: str) -> str:
    """As short as git writes it."""
    return (await _run("git", "rev-parse", "--short", f"{commit}^{{commit}}")).strip()


async def _run(*command: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=_CHECKOUT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{output.decode()}")
    return output.decode()
