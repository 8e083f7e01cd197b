"""The help of every command: whole sentences, and examples that can be typed."""

import pytest

from command_lines import COMMANDS, parse, printed


def _examples(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith("    doorst")]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_has_examples_that_can_be_typed(words: tuple[str, ...]) -> None:
    examples = _examples(printed(*words, "--help"))

    assert examples
    for line in examples:
        assert line.startswith(" ".join(("doorstep", *words)))
        parse(line)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_fits_into_a_terminal(words: tuple[str, ...]) -> None:
    lines = printed(*words, "--help").splitlines()

    assert [line for line in lines if len(line) > 80] == []


@pytest.mark.parametrize("group", sorted({words[:-1] for words in COMMANDS}), ids=str)
def test_no_summary_of_a_command_is_cut_off(group: tuple[str, ...]) -> None:
    assert "..." not in printed(*group, "--help").partition("Commands:")[2]


def test_version_is_printed() -> None:
    assert printed("--version") == "doorstep 0.2.0\n"
