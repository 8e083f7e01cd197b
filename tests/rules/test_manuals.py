"""What the documents say is complete, and leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_lines import COMMANDS
from doorstep.why.explanations import Reason, Severity

ROOT = Path(__file__).parent.parent.parent
_DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        ROOT / "tests/README.md",
    )
)
_EXAMPLE = re.compile(r"```.*?```", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@pytest.mark.parametrize("severity", Severity)
def test_operating_manual_lists_every_reason_of_why(severity: Severity) -> None:
    manual = (ROOT / "docs/operating.md").read_text()

    row = re.search(
        rf"^\| \d \| `{severity.value}`: [^|]+\|(.+)\|$", manual, re.MULTILINE
    )

    assert row is not None
    assert set(re.findall(r"`(\w+)`", row[1])) == {
        reason.value for reason in Reason if reason.severity is severity
    }


def test_readme_names_every_command() -> None:
    table = (ROOT / "README.md").read_text().partition("## Running it")[2]

    named = set(re.findall(r"`(?:doorstep )?([a-z]+)[^`]*`", table))

    assert {words[0] for words in COMMANDS} - named == set()


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_links_of_a_document_lead_somewhere(name: str) -> None:
    assert list(_dead_links(ROOT / name)) == []


def _dead_links(document: Path) -> Iterator[str]:
    for path, anchor in _LINK.findall(_EXAMPLE.sub("", document.read_text())):
        target = document.parent / path if path else document
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            yield f"{path}#{anchor}"


def _anchors(document: Path) -> set[str]:
    """Of headings, as forges make them: in lower case, without punctuation."""
    headings = _HEADING.findall(_EXAMPLE.sub("", document.read_text()))
    return {
        re.sub(r"[^\w\s-]", "", heading.lower()).replace(" ", "-")
        for heading in headings
    }
