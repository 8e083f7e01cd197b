"""Kubernetes' service links: environment variables that look like settings.

A service named `doorstep-api` puts `DOORSTEP_API_PORT=tcp://10.96.4.7:8000` into each
pod of its namespace that does not say `enableServiceLinks: false`; so did `--link` of
Docker. Of all variables of a link only `…_PORT` can bear the name of a setting.
"""

import os
import re

from pydantic_settings import BaseSettings

REMEDY = (
    "Set enableServiceLinks: false in the pod's specification, or set the variable."
)
_BESIDE_A_LINK = re.compile(
    r"\w+_(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d{1,5}_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)"
)
_LINK = re.compile(r"(?:tcp|udp|sctp)://\S+:\d{1,5}")
_PREFIX = "DOORSTEP_"


def is_service_link(name: str, value: str | None) -> bool:
    """Whether Kubernetes, not the operator, has set this variable."""
    return name.upper().endswith("_PORT") and bool(_LINK.fullmatch(value or ""))


def belongs_to_service_link(name: str, value: str) -> bool:
    """Whether it is one of the variables that come with a link, or the link."""
    return bool(_BESIDE_A_LINK.fullmatch(name.upper())) or is_service_link(name, value)


def ignored_links(settings: BaseSettings) -> list[str]:
    """A sentence for each setting whose variable is a service link."""
    return [
        f"{name} is not a port but a service link of Kubernetes, {value}: "
        f"{getattr(settings, setting) or 'off'} is used instead."
        for name, value in sorted(os.environ.items())
        if is_service_link(name, value)
        and (setting := name.upper().removeprefix(_PREFIX).lower())
        in type(settings).model_fields
    ]
