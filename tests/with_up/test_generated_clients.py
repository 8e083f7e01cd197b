"""The generated clients go the whole way, and are what their generators make."""

import asyncio
import filecmp
import os
import shutil
import subprocess
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from command import run_doorstep
from release.checkout import is_checkout
from release.clients import CLIENTS, PYTHON, TYPESCRIPT, generate, generator_is_there
from up import Up

_PASSWORD = "four words that nobody said"
_TYPESCRIPT = CLIENTS / "typescript"


async def _administrator(up: Up) -> str:
    """Of a new account that requires nothing yet."""
    name = f"clients{uuid4().hex}"
    email = f"ada@{name}.test"
    named = ("--name", name, "--admin-email", email, "--data-dir", str(up.folder))
    code, printed = await run_doorstep(
        *("account", "create", *named, "--password-stdin"), typed=f"{_PASSWORD}\n"
    )
    assert code == 0, printed
    return email


async def _printed(*command: str, **environment: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **environment}, stdout=PIPE, stderr=STDOUT
    )
    printed = (await process.communicate())[0].decode()
    assert process.returncode == 0, printed
    return printed


async def test_python_client_goes_the_whole_way(up: Up) -> None:
    administrator = await _administrator(up)

    printed = await _printed(
        sys.executable,
        str(CLIENTS / "python/examples/sign_in.py"),
        *(up.url, up.mailbox, administrator, _PASSWORD),
        PYTHONPATH=str(CLIENTS / "python/src"),
    )

    assert printed.endswith(": signed_in by pwd, otp, mfa\n")


async def test_typescript_client_goes_the_whole_way(up: Up, tmp_path: Path) -> None:
    node = _installed_typescript()
    administrator = await _administrator(up)
    compiler = str(_TYPESCRIPT / "node_modules/typescript/lib/tsc.js")
    built = _TYPESCRIPT / "node_modules" / f".built-{tmp_path.name}"

    await _printed(node, compiler, "-p", str(_TYPESCRIPT), "--outDir", str(built))
    printed = await _printed(
        node,
        str(built / "examples/sign-in.js"),
        *(up.url, up.mailbox, administrator, _PASSWORD),
    )

    assert printed.endswith(": signed_in by pwd, otp, mfa\n")
    shutil.rmtree(built)


def test_generators_make_what_is_committed(tmp_path: Path) -> None:
    _installed_typescript()
    if not is_checkout():
        pytest.skip("this is no git checkout")
    if not generator_is_there():
        pytest.skip("openapi-python-client is missing, and uv cannot install it")

    generate(tmp_path)

    assert (tmp_path / TYPESCRIPT).read_text() == (CLIENTS / TYPESCRIPT).read_text()
    assert list(_differences(tmp_path / PYTHON, CLIENTS / PYTHON)) == []


def _installed_typescript() -> str:
    """Node.js; skips where npm has not installed what the client needs."""
    node = shutil.which("node")
    if node is None or not (_TYPESCRIPT / "node_modules").is_dir():
        pytest.skip(
            "openapi-fetch is missing: make test installs it by npm, Node.js 20"
        )
    return node


def _differences(made: Path, committed: Path) -> Iterator[str]:
    """The files that are not in both, or not the same."""
    ours = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "."]
    theirs = {
        Path(name)
        for name in subprocess.run(
            listed, cwd=committed, check=True, capture_output=True, text=True
        ).stdout.split()
    }
    yield from map(str, ours ^ theirs)
    for name in ours & theirs:
        if not filecmp.cmp(made / name, committed / name, shallow=False):
            yield str(name)
