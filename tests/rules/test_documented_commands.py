"""Every command line in README and docs exists, with its options and arguments."""

import pytest

from command_lines import COMMANDS, parse
from documented_commands import console_lines, inline_lines

_GROUPS = {words[:1] for words in COMMANDS if len(words) > 1}


@pytest.mark.parametrize("line", inline_lines())
def test_command_in_a_sentence_exists(line: str) -> None:
    words = tuple(line.split()[1:])

    if words not in COMMANDS and words not in _GROUPS and words[0] != "--version":
        parse(line)


@pytest.mark.parametrize(
    "line",
    [
        line.partition("doorstep ")[2]
        for line in console_lines(runnable=False) + console_lines(runnable=True)
        if line.startswith(("doorstep ", "docker compose exec"))
    ],
)
def test_typed_command_exists(line: str) -> None:
    parse(f"doorstep {line}")
