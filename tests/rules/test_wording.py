"""The English of texts and docs, and the terms of translations: docs/translating.md."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel import Locale

from catalogues import OTHERS, messages, pairs, translated

ROOT = Path(__file__).parents[2]
TRANSLATING = ROOT / "docs/translating.md"
SENTENCES = ROOT / "tests/rules/sentences"
DOCS = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
READ = [
    SENTENCES / "why.txt",
    SENTENCES / "doctor.txt",
    *(path for path in DOCS if path != TRANSLATING),
]

INSTEAD = {
    r"\bset-ups?\b(?![/`\"-])": "setup",
    r"\b(?:is|are|was|were) not right\b": "wrong …",
    r"\bfor good\b": "permanently",
    r"\bputs? \w+ off\b": "delays",
    r"\bbegins? again\b|\banew\b": "start over, again",
    r"\bgo(?:es)? on\b|\bwent on\b": "continue",
    r"\btry (?:it )?once more\b": "try again",
    r"\bwhoever (?:runs|operates)\b": "the operator",
    r"\bno\. \d": "mail 1",
    r"\btaken back\b": "undo",
    r"\bswitch(?:ed)? (?:on|off)\b": "turn on, turn off, disable",
    r"\bused already\b": "already used",
    r"(?<!and )\btypes? (?:the|your|a)\b": "enter",
    r"\b([a-z]+) \1\b": "once",
}
"""What reads as translated: a pattern, and what to write instead."""


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_docs_have_no_phrase_that_reads_as_translated(path: Path) -> None:
    assert _translated_phrases(path.read_text().splitlines()) == []


def test_texts_have_no_phrase_that_reads_as_translated() -> None:
    assert _translated_phrases(english for english, _ in pairs(OTHERS[0])) == []


def _translated_phrases(lines: Iterable[str]) -> list[str]:
    return [
        f"{line}: {match[0]}: {instead}"
        for line in lines
        for pattern, instead in INSTEAD.items()
        for match in re.finditer(pattern, line, re.IGNORECASE)
    ]


def _terms(language: str) -> dict[str, str]:
    """The table of terms: of each English one, that of the language."""
    table = TRANSLATING.read_text().partition("## Terms")[2]
    head, _, *rows = (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()
        if line.startswith("|")
    )
    place = head.index(Locale(language).english_name or language)
    return {row[0]: row[place] for row in rows}


@pytest.mark.parametrize("language", OTHERS)
def test_translations_use_the_terms_of_the_table(language: str) -> None:
    known = {str(one.id).lower(): str(one.id) for one in messages(language)}
    terms = _terms(language)

    differ = {
        term: translated(known[term], language)
        for term, wanted in terms.items()
        if term in known
        and translated(known[term], language).casefold() != wanted.casefold()
    }

    assert len(terms) > 10
    assert differ == {}
