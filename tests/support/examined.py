"""What the doctor finds of settings that differ from good ones."""

from cli.doctor.examination import examine
from cli.doctor.findings import Finding
from doorstep.clock import system_clock
from doorstep.settings import Settings


def but(settings: Settings, **others: object) -> Settings:
    """The same with these settings instead."""
    said = {name: getattr(settings, name) for name in settings.model_fields_set}
    return Settings.model_validate({**said, **others})


async def findings(settings: Settings) -> dict[str, Finding]:
    """By check, the worst of each."""
    found = await examine(settings, system_clock)
    order = ["ok", "warning", "failed"]
    return {
        finding.check: finding
        for finding in sorted(found, key=lambda finding: order.index(finding.state))
    }
