"""The command line: `doorstep up`, and the commands of an operator."""

from importlib.metadata import version
from typing import Annotated

import typer

from cli import (
    audit,
    clients,
    devices,
    erasure,
    flows,
    invitations,
    keys,
    member_changes,
    member_groups,
    member_import,
    passwords,
    people,
    processes,
    requirement,
    schema,
    sessions,
    settings,
    why,
)
from cli.convert import command as convert
from cli.database import told
from cli.doctor.command import doctor
from cli.exiting import exit_at_once
from cli.groups import command_group
from cli.up.command import up
from doorstep.errors import DoorstepError

app = command_group("Durable two-step verification that a company can run itself.")


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"doorstep {version('doorstep')}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=_print_version,
            help="Print the version.",
        ),
    ] = False,
) -> None:
    """Durable two-step verification that a company can run itself."""


app.command("up")(up)
app.command("api")(processes.api)
app.command("worker")(processes.worker)
app.command("serve")(processes.serve)
app.command("mailbox", hidden=True)(processes.mailbox)
app.command("doctor")(doctor)
app.command("why")(why.why)
app.command("settings")(settings.settings)
app.command("purge")(erasure.purge)
app.command("migrate")(schema.migrate)
people.accounts.command("require-two-step")(requirement.require)
people.members.command("password")(passwords.change)
people.members.command("invite")(invitations.invite)
people.members.command("change")(member_changes.change)
people.members.command("disable")(member_changes.disable)
people.members.command("enable")(member_changes.enable)
people.members.command("import")(member_import.import_members)
people.members.command("convert")(convert.convert)
people.members.command("erase")(erasure.erase)
app.add_typer(people.accounts, name="account")
app.add_typer(people.members, name="member")
app.add_typer(member_groups.groups, name="group")
app.add_typer(clients.clients, name="client")
app.add_typer(flows.flows, name="flow")
app.add_typer(devices.devices, name="device")
app.add_typer(sessions.sessions, name="session")
app.add_typer(audit.audit, name="audit")
app.add_typer(keys.keys, name="keys")
app.add_typer(schema.temporal, name="temporal")


def main() -> None:
    """Run one command; an expected error is one sentence and exit 1, no traceback."""
    try:
        app()
    except DoorstepError as error:
        typer.echo(f"doorstep: {error}", err=True)
        exit_at_once(1)
    except Exception as error:
        if (said := told(error)) is None:
            raise
        typer.echo(f"doorstep: {said}", err=True)
        exit_at_once(1)
    except SystemExit as ended:  # as every other command ends
        exit_at_once(int(ended.code or 0))
