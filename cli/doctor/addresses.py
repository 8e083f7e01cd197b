"""The check of members' addresses; it shows ids, not the addresses."""

from collections.abc import Iterator

from cli.doctor.findings import Finding, ok, warning
from doorstep.db.mailboxes import Address, AddressState, Mailboxes
from doorstep.db.pool import Pool
from doorstep.rules.addresses import check_address

_CHECK = "addresses"
_MOST_NAMED = 20


async def examine_addresses(pool: Pool) -> list[Finding]:
    """A finding for each member with a shared mailbox or an address not valid today."""
    async with pool.acquire() as connection:
        mailboxes = Mailboxes(connection)
        unread = await mailboxes.count(AddressState.unread)
        found = [*_unread(unread)]
        for state in (AddressState.shared, AddressState.refused):
            some = await mailboxes.some(state, _MOST_NAMED)
            found += [_finding(address) for address in some]
            if len(some) == _MOST_NAMED:
                more = await mailboxes.count(state) - _MOST_NAMED
                found += _more(more, state)
    return found or [ok(_CHECK, "Every member has their own mailbox.")]


def _unread(count: int) -> Iterator[Finding]:
    if count:
        summary = f"An earlier release wrote {count} that have not been compared yet."
        remedy = "Run `doorstep migrate` once that release has stopped."
        yield warning(_CHECK, summary, remedy)


def _finding(address: Address) -> Finding:
    who = f"Member {address.member_id} of account {address.account_id}"
    if address.state is AddressState.shared:
        return warning(
            _CHECK,
            f"{who} shares a mailbox with member {address.owner_id}: the same address, "
            "spelled differently.",
            "Both can still sign in. Erase the unused one (`doorstep member erase`), "
            "then run `doorstep migrate`.",
        )
    return warning(
        _CHECK,
        f"{who} has an address that is no longer allowed: it {_why(address)}.",
        "The member can still sign in, but mail may not arrive.",
    )


def _why(address: Address) -> str:
    try:
        check_address(address.email)
    except ValueError as error:
        return str(error)
    return "was refused by the release that compared it"


def _more(count: int, state: AddressState) -> Iterator[Finding]:
    if count > 0:
        yield warning(_CHECK, f"{count} more are {state.value}.", "")
