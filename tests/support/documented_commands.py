"""The command lines of README and of the documents for operators."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_DOCUMENTS = (
    *("README.md", "docs/operating.md", "docs/deploying.md"),
    *(str(page.relative_to(ROOT)) for page in sorted(ROOT.glob("docs/deploying/*.md"))),
)
_BLOCK = re.compile(
    r"(?:<!-- not run: (?P<why>[^\n]+) -->\n)?```console\n(?P<lines>.*?)```", re.DOTALL
)
_INLINE = re.compile(r"`(doorstep [^`]+)`")


def console_lines(*, runnable: bool) -> list[str]:
    """Those in blocks, either the ones that run on a stack of `doorstep up` or those
    that a comment above says why not.
    """
    return [
        line
        for block in _blocks()
        if (block["why"] is None) is runnable
        for line in _typed(block["lines"])
    ]


def blocks_of(page: Path) -> list[list[str]]:
    """The lines of each block of a page, whether they are run or not."""
    return [list(_typed(block["lines"])) for block in _BLOCK.finditer(page.read_text())]


def lines_of(page: Path) -> list[str]:
    return [line for block in blocks_of(page) for line in block]


def inline_lines() -> list[str]:
    """Every `doorstep …` within a sentence or a table."""
    return sorted({line for text in _texts() for line in _INLINE.findall(text)})


def _texts() -> Iterator[str]:
    for name in _DOCUMENTS:
        yield (ROOT / name).read_text()


def _blocks() -> Iterator[re.Match[str]]:
    for text in _texts():
        yield from _BLOCK.finditer(text)


def _typed(block: str) -> Iterator[str]:
    """With a prompt in front only lines after it were typed; the rest is output."""
    lines = block.replace("\\\n", " ").splitlines()
    prompted = [line[2:] for line in lines if line.startswith("$ ")]
    for line in prompted or lines:
        yield re.sub(r"\s+#.*", "", line)
