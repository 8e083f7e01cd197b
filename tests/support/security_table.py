"""SECURITY.md's table: which tests prove each requirement, by the tests' names.

Run as a script, it rewrites the column of tests.
"""

import ast
import re
from collections import defaultdict
from pathlib import Path

TESTS = Path(__file__).parent.parent
PAGE = TESTS.parent / "SECURITY.md"
_ROW = re.compile(r"^\| ([A-Z]+\d+) \| (.+?) \| ?(.*?) ?\|$", re.MULTILINE)
_IDS = re.compile(r"test((?:_[A-Z]{1,2}\d+)+)_")


def proofs() -> dict[str, list[str]]:
    """The tests of each id, as `file::test` without the folder."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(TESTS.rglob("test_*.py"), key=lambda file: file.name):
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                named = _IDS.match(node.name)
                for one in named[1].split("_")[1:] if named else ():
                    found[one].append(f"{file.stem}::{node.name}")
    return found


def rows() -> dict[str, list[str]]:
    """The tests that the page names beside each id."""
    return {row[1]: re.findall(r"`([^`]+)`", row[3]) for row in _ROW.finditer(_page())}


def ids() -> list[str]:
    """As they stand on the page."""
    return [row[1] for row in _ROW.finditer(_page())]


def _page() -> str:
    return PAGE.read_text()


def main() -> None:
    proved = proofs()

    def written(row: re.Match[str]) -> str:
        tests = "<br>".join(f"`{test}`" for test in proved[row[1]])
        return f"| {row[1]} | {row[2]} | {tests} |"

    PAGE.write_text(_ROW.sub(written, _page()))


if __name__ == "__main__":
    main()
