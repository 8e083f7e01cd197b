"""File descriptors for as many connections as a process may hold open."""

import resource

from doorstep.errors import ConfigurationError

_OTHERS = 192
"""For the database, Temporal, files, and connections that are just being closed."""


def reserve(connections: int) -> None:
    """Raise the soft limit if need be; ConfigurationError where the hard one is less.

    What is above it cannot be accepted, and no other connection could be made either.
    """
    wanted = connections + _OTHERS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if not _is_less(soft, wanted):
        return
    if _is_less(hard, wanted):
        raise ConfigurationError(
            f"DOORSTEP_API_CONNECTIONS: {connections} connections need {wanted} file "
            f"descriptors, and this process may have {hard}. Lower it, or raise "
            "`ulimit -n`."
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _is_less(limit: int, wanted: int) -> bool:
    return limit != resource.RLIM_INFINITY and limit < wanted
