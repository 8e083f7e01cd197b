"""What README and docs tell people to type works as written, on a running stack."""

import asyncio
import os
import re
import shlex
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

import pytest

from command import run_doorstep
from command_lines import is_complete
from documented_commands import console_lines, inline_lines
from release.readme_journey import readme_journey
from up import Up

_NOT_HERE = {
    "doorstep up": "runs already",
    "doorstep api": "runs already",
    "doorstep worker": "runs already",
    "doorstep serve": "runs already, as two",
    "doorstep temporal promote": "workers have no version",
    "doorstep temporal promote 1.4.0": "the same",
    "doorstep temporal promote 1.5.0": "the same",
    'doorstep flow cancel enrollment/01a2… --reason "…"': "there is no such flow",
    'doorstep flow resend enrollment/01a2… --reason "…"': "the same",
    'doorstep device unlock jo@acme.test --reason "…"': "no wrong codes were typed",
    'doorstep member password jo@acme.test --reason "…"': "asks at a terminal",
    'doorstep member erase ada@acme.example --reason "asked on 3 March"': "the same",
    'doorstep member disable jo@acme.test --reason "…"': "other tests need jo",
    "doorstep why <email>": "a placeholder",
}
"""Command lines that cannot be run on the stack of the tests, and why."""


@pytest.fixture
def here(up: Up, tmp_path: Path) -> Path:
    """A folder with `.doorstep/`, as where `make run` was typed."""
    (tmp_path / ".doorstep").symlink_to(up.folder)
    return tmp_path


async def test_journey_by_curl_runs_as_written_again_and_again(
    up: Up, here: Path
) -> None:
    script = _journey(up)

    ended = [await _ran(script, here) for _ in range(2)]

    for code, printed in ended:
        assert code == 0, printed
        assert re.search(
            r"\.test: signed_in by \['pwd', 'otp', 'mfa'\]$", printed.strip()
        )


@pytest.mark.parametrize(
    ("written", "wrong", "said"),
    [
        ('"two_step_required": true', '"two_steps": true', "PATCH /v1/account: {"),
        ('"application": "', '"program": "', "POST /v1/logins: {"),
    ],
)
async def test_journey_stops_at_the_first_error(
    written: str, wrong: str, said: str, up: Up, here: Path
) -> None:
    script = _journey(up).replace(written, wrong)

    code, printed = await _ran(script, here)

    assert code == 1
    assert printed.splitlines()[-1].startswith(said)
    assert "2. " not in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize("line", console_lines(runnable=True))
async def test_documented_command_line_works(line: str, here: Path) -> None:
    code, printed = await _ran(line, here)

    assert code == 0, printed


async def test_commands_in_sentences_work(here: Path) -> None:
    lines = [line for line in inline_lines() if is_complete(line)]
    assert set(_NOT_HERE) <= set(lines)

    ended = await asyncio.gather(
        *(
            run_doorstep(*shlex.split(line)[1:], here=str(here), **_environment(here))
            for line in lines
            if line not in _NOT_HERE
        )
    )

    assert [printed for code, printed in ended if code] == []


def _journey(up: Up) -> str:
    return readme_journey(up.url, up.mailbox)


async def _ran(script: str, folder: Path) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *("bash", "-c", script),
        cwd=folder,
        env=_environment(folder),
        stdout=PIPE,
        stderr=STDOUT,
    )
    printed = (await process.communicate())[0].decode()
    return process.returncode or 0, printed


def _environment(home: Path) -> dict[str, str]:
    programs = Path(sys.executable).parent
    return {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(home)}
