"""`doorstep doctor`."""

import asyncio
import json
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DataDir, settings_for
from doorstep.clock import system_clock
from doorstep.errors import ConfigurationError

if TYPE_CHECKING:
    from cli.doctor.findings import Finding

_COLOURS = {"ok": "green", "warning": "yellow", "failed": "red"}
_FAILED = 1
_WARNINGS = 3
"""The exit code of `--strict`; 2 is a mistake in the command line."""


def doctor(
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 3 if there are warnings.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Check an installation. Changes nothing.

    Settings, keys, database, Temporal, worker, mail server, clock and
    the proxy in front.

    Exits with 0 if nothing failed, otherwise with 1. With --strict, warnings alone
    are 3.

    \b
    Examples:
      doorstep doctor
      doorstep doctor --json
      doorstep doctor --strict
    """
    findings = _findings(data_dir)
    worst = _worst(findings)
    if as_json:
        checks = [_document(finding) for finding in findings]
        report = {"ok": worst != "failed", "worst": worst, "checks": checks}
        typer.echo(json.dumps(report, indent=2))
    else:
        for finding in findings:
            typer.echo(_line(finding))
    codes = {"failed": _FAILED, "warning": _WARNINGS if strict else 0}
    raise typer.Exit(codes.get(worst, 0))


def _worst(findings: "list[Finding]") -> str:
    states = {str(finding.state) for finding in findings}
    return next(state for state in ("failed", "warning", "ok") if state in states)


def _findings(data_dir: DataDir) -> "list[Finding]":
    from cli.doctor.examination import examine
    from cli.doctor.findings import failed

    try:
        settings = settings_for(data_dir)
    except ConfigurationError as error:
        return [failed("settings", line) for line in str(error).splitlines()]
    return asyncio.run(examine(settings, system_clock))


def _document(finding: "Finding") -> dict[str, str]:
    return {
        "check": finding.check,
        "state": finding.state,
        "said": finding.summary,
        "mend": finding.remedy,
    }


def _line(finding: "Finding") -> str:
    state = typer.style(f"{finding.state:8}", fg=_COLOURS[finding.state])
    return f"{state} {finding.check:18} {finding.summary} {finding.remedy}".rstrip()
