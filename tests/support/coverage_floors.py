"""`make coverage`: few branches of rules, judges and `why` may be left out by tests."""

import json
import sys
from fnmatch import fnmatch

_FLOOR = 95
"""Percent of the branches of each room."""
ROOMS = {
    "rules": ("doorstep/rules/*",),
    "judges": (
        *("activities/*codes.py", "activities/judging.py", "activities/enrollments.py"),
        "doorstep/transactions/login_codes.py",
    ),
    "sign-in": (
        *("doorstep/transactions/sign_in.py", "doorstep/transactions/sessions.py"),
        "doorstep/transactions/password_budget.py",
        *("doorstep/transactions/endings.py", "doorstep/transactions/kept_answers.py"),
    ),
    "members": (
        *("doorstep/transactions/member*.py", "doorstep/transactions/operators.py"),
        *("doorstep/transactions/interventions.py", "doorstep/transactions/lookups.py"),
        "doorstep/transactions/last_administrator.py",
    ),
    "why": ("doorstep/why/*",),
}


def main() -> None:
    """Reads the output of `coverage json`."""
    files = json.load(sys.stdin)["files"]
    below, lines = False, []
    for room, patterns in ROOMS.items():
        found = {name: file for name, file in files.items() if _of(name, patterns)}
        taken, all_of_them = _branches(list(found.values()))
        percent = 100 * taken / all_of_them
        below |= percent < _FLOOR
        lines.append(f"{room}: {taken} of {all_of_them} branches, {percent:.1f} %")
        for name, file in found.items():
            for start, end in file["missing_branches"]:
                to = end if end > 0 else "the end"
                lines.append(f"  {name}: {start} to {to} is left out")
    sys.stdout.write("\n".join([*lines, ""]))
    sys.exit(below)


def _of(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _branches(files: list[dict[str, dict[str, int]]]) -> tuple[int, int]:
    totals = [file["summary"] for file in files]
    return (
        sum(total["covered_branches"] for total in totals),
        sum(total["num_branches"] for total in totals),
    )


if __name__ == "__main__":
    main()
