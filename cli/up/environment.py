"""The settings of the embedded stack: the environment, and what `up` starts itself."""

import os
from collections.abc import Mapping
from ipaddress import ip_address

from cli.up.ports import PortRequest, internal_port
from doorstep.settings import Settings
from doorstep.settings.secret_files import with_contents
from doorstep.wires.service_links import is_service_link

_PREFIX = "DOORSTEP_"


def given() -> dict[str, str]:
    """The settings in this process's environment that are not empty, with the content
    of files in place of their names: the parts of a stack need it with what `up` adds.
    """
    return with_contents(
        {
            name.upper(): value
            for name, value in os.environ.items()
            if name.upper().startswith(_PREFIX)
            and value
            and not is_service_link(name, value)
        }
    )


def wanted_ports(settings: Settings, *, with_sample: bool) -> list[PortRequest]:
    """The ports of the parts that `up` starts."""
    wanted = [
        PortRequest("DOORSTEP_API_PORT", settings.api_host, settings.api_port),
        *internal_port(settings),
        *internal_port(settings, after=1),
    ]
    if settings.temporal_address is None:
        wanted += _on_loopback(settings, "up_temporal_port", "up_ui_port")
    if settings.smtp_url is None:
        wanted += _on_loopback(settings, "up_smtp_port", "up_mailbox_port")
    if with_sample:
        wanted += _on_loopback(settings, "up_sample_port")
    return wanted


def embedded(
    settings: Settings, database: Mapping[str, str], keys: str
) -> dict[str, str]:
    """The settings that the environment does not have."""
    ui = f"http://127.0.0.1:{settings.up_ui_port}"
    return {
        **database,
        **({} if settings.temporal_address else {"DOORSTEP_TEMPORAL_UI_URL": ui}),
        "DOORSTEP_TEMPORAL_ADDRESS": f"127.0.0.1:{settings.up_temporal_port}",
        "DOORSTEP_SMTP_URL": f"smtp://127.0.0.1:{settings.up_smtp_port}",
        "DOORSTEP_PUBLIC_URL": f"http://{_browsable(settings)}:{settings.api_port}",
        "DOORSTEP_KEYS": keys,
    }


def as_file(variables: Mapping[str, str]) -> str:
    """In the form of a .env file."""
    return "".join(f"{name}={_quoted(value)}\n" for name, value in variables.items())


def _on_loopback(settings: Settings, *names: str) -> list[PortRequest]:
    return [
        PortRequest(_PREFIX + name.upper(), "127.0.0.1", getattr(settings, name))
        for name in names
    ]


def _browsable(settings: Settings) -> str:
    """The host by which a browser on this machine reaches the API."""
    try:
        address = ip_address(settings.api_host)
    except ValueError:
        return settings.api_host
    if address.is_unspecified:
        return "127.0.0.1"
    return f"[{address}]" if address.version == 6 else str(address)  # noqa: PLR2004  IPv6


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
