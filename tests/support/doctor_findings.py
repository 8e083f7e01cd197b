"""The findings of `doorstep doctor`."""

from cli.doctor.examination import examine
from cli.doctor.findings import Finding
from doorstep.clock import system_clock
from doorstep.settings import Settings


async def findings_of(settings: Settings) -> dict[str, Finding]:
    """The worst finding of each check, by check."""
    found = await examine(settings, system_clock)
    order = ["ok", "warning", "failed"]
    return {
        finding.check: finding
        for finding in sorted(found, key=lambda finding: order.index(finding.state))
    }
