"""Sessions whose last proof of who is there is too old for some acts."""

from service import Service


async def grow_stale(service: Service) -> None:
    """Five minutes pass for every session, but for nothing else."""
    await service.pool.execute(
        "update sessions set stepped_up_at = stepped_up_at - interval '5 minutes'"
    )
