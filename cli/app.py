"""All commands of the command line, as one app."""

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
from cli.doctor.command import doctor
from cli.groups import command_group
from cli.up.command import up

app = command_group("Durable two-step verification that a company can run itself.")


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

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
