"""`doorstep flow`: list and cancel running flows."""

import asyncio
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cli import texts
from cli.database import open_database
from cli.groups import command_group
from cli.options import AsJson, DataDir, Why, database_for, settings_for
from doorstep.clock import system_clock
from doorstep.errors import InvalidInputError

if TYPE_CHECKING:
    from doorstep.db.running_flows import RunningFlow
    from doorstep.settings.processes import DatabaseSettings

flows = command_group("Logins, setups, password resets and invitations in progress.")


@flows.command("list")
def list_flows(
    *,
    account: Annotated[
        str | None, typer.Option(help="Only flows of this account: id or name.")
    ] = None,
    stage: Annotated[
        str | None, typer.Option(help="Only in this stage, such as verify_email.")
    ] = None,
    older_than: Annotated[
        str, typer.Option(help="Only those longer in their stage: 90s, 10m, 2h, 1d.")
    ] = "0s",
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """List flows in progress, longest in their stage first.

    \b
    Examples:
      doorstep flow list
      doorstep flow list --stage verify_email --older-than 10m
    """
    from cli.tables import show

    settings, age = database_for(data_dir), _age(older_than)
    found = asyncio.run(_running(settings, account, _known(stage), age))
    show([asdict(flow) for flow in found], as_json=as_json, none=texts.NO_FLOWS)


@flows.command()
def cancel(
    flow: Annotated[
        str, typer.Argument(help="The flow's id, such as login/… or enrollment/….")
    ],
    *,
    reason: Why,
    data_dir: DataDir = None,
) -> None:
    """End a flow, such as a login, a setup or an invitation.

    An earlier device of the member keeps working, and so do password and address.

    \b
    Examples:
      doorstep flow cancel enrollment/01a2… --reason "began on a wrong phone"
    """
    from cli.interventions import cancel_flow

    typer.echo(asyncio.run(cancel_flow(database_for(data_dir), flow, reason)))


@flows.command()
def resend(
    flow: Annotated[str, typer.Argument(help="The setup's id: enrollment/….")],
    *,
    reason: Why,
    data_dir: DataDir = None,
) -> None:
    """Send the mail of a setup again, with a new code.

    The limits of the member apply: a minute between two mails, five in an hour.

    \b
    Examples:
      doorstep flow resend enrollment/01a2… --reason "the mail was lost"
    """
    from cli.resending import resend_email
    from doorstep.settings.processes import OperatorSettings

    settings = OperatorSettings.of(settings_for(data_dir))
    typer.echo(asyncio.run(resend_email(settings, flow, reason)))


async def _running(
    settings: "DatabaseSettings", account: str | None, stage: str | None, age: timedelta
) -> "list[RunningFlow]":
    from doorstep.db.running_flows import RunningFlows
    from doorstep.transactions.lookups import find_account

    async with open_database(settings) as pool, pool.acquire() as connection:
        account_id = None
        if account:
            account_id = await find_account(connection, account)
        return await RunningFlows(connection).waiting(
            since_before=system_clock() - age, account_id=account_id, stage=stage
        )


def _known(stage: str | None) -> str | None:
    from doorstep.rules.stages import (
        AddressStage,
        EnrollmentStage,
        InvitationStage,
        LoginStage,
        RecoveryStage,
    )

    stages = [
        *(*LoginStage, *EnrollmentStage, *RecoveryStage),
        *(*AddressStage, *InvitationStage),
    ]
    waiting = list(dict.fromkeys(each.value for each in stages if not each.final))
    if stage is not None and stage not in waiting:
        raise InvalidInputError(f"--stage: must be one of {', '.join(waiting)}.")
    return stage


def _age(text: str) -> timedelta:
    from doorstep.rules.durations import read_duration

    try:
        return read_duration(text)
    except ValueError as error:
        raise InvalidInputError(f"--older-than: {error}.") from None
