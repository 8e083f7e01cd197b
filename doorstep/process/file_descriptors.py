"""The limit of file descriptors, raised for the connections of a process."""

import resource

from doorstep.errors import ConfigurationError

_OTHERS = 192
"""Besides: for the database, Temporal, files, connections being closed."""


def reserve(connections: int) -> None:
    """Raise the soft limit if needed. Raises ConfigurationError if the hard one is low.

    At the limit no connection could be accepted, nor opened to the database.
    """
    wanted = connections + _OTHERS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if not _is_less(soft, wanted):
        return
    if _is_less(hard, wanted):
        raise ConfigurationError(
            f"DOORSTEP_API_CONNECTIONS: {connections} connections need {wanted} file "
            f"descriptors, but this process may open only {hard}. Lower it, or "
            "raise `ulimit -n`."
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _is_less(limit: int, wanted: int) -> bool:
    return limit != resource.RLIM_INFINITY and limit < wanted
