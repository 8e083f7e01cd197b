"""The child processes that are commands of this program."""

import os
from collections.abc import Mapping

from cli.up.binaries import program
from cli.up.child import Part, plain_environment
from cli.up.data_folder import DataFolder
from doorstep.settings import Settings

_PATIENCE_SECONDS = {"api": 1.5, "worker": 2.0}
_INTERNAL_PORT = "DOORSTEP_INTERNAL_PORT"
_AT_ONCE = {"PYTHONUNBUFFERED": "1"}  # so that a crash loses no output


def command_part(name: str, folder: DataFolder, settings: Mapping[str, str]) -> Part:
    """`doorstep worker` or `doorstep api`, with the settings of this stack.

    Both may have a health listener: the worker's port is the one after the API's.
    """
    if name == "worker" and settings.get(_INTERNAL_PORT):
        settings = {**settings, _INTERNAL_PORT: str(int(settings[_INTERNAL_PORT]) + 1)}
    return Part(
        name=name,
        command=(program("doorstep"), name, "--data-dir", str(folder.path)),
        environment={**os.environ, **settings, **_AT_ONCE},
        log=folder.logs / f"{name}.log",
        patience=_PATIENCE_SECONDS[name],
    )


def mailbox_part(settings: Settings, folder: DataFolder) -> Part:
    ports = (settings.up_smtp_port, settings.up_mailbox_port)
    mails = folder.path / "mailbox"
    return Part(
        name="mailbox",
        command=(program("doorstep"), "mailbox", *map(str, ports), str(mails)),
        environment=plain_environment() | _AT_ONCE,
        log=folder.logs / "mailbox.log",
        patience=0.5,
    )
