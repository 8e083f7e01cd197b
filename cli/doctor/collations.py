"""The check of collations, which change with the libraries of the database's system."""

from cli.doctor.findings import Finding, ok, warning
from doorstep.db.collations import ChangedCollation, Collations
from doorstep.db.pool import Pool

_CHECK = "collations"


async def examine_collations(pool: Pool) -> list[Finding]:
    """A finding for each that indexes were built by in another version."""
    async with pool.acquire() as connection:
        changed = await Collations(connection).changed()
    return [*map(_finding, changed)] or [ok(_CHECK, "As the indexes were built.")]


def _finding(changed: ChangedCollation) -> Finding:
    return warning(
        _CHECK,
        f"{changed.name} sorts by version {changed.actual} now, and "
        f"{', '.join(changed.indexes)} were built by {changed.recorded}: names may not "
        "be found, or be given twice.",
        f"As the owner, run: {changed.remedy};",
    )
