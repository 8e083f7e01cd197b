"""An interceptor that replaces every failure of an activity by its kind.

The text of a database or mail server can hold an address, and must not enter a history.
It goes to PostgreSQL, or without arguments to the log of the process.
"""

from typing import Any

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
)

from doorstep.errors import ChainBroken, MailError, MailRefused, RowGone

_log = structlog.get_logger(__name__)


class PlainFailures(Interceptor):
    """Raises ApplicationError with the kind of the fault, in place of the fault."""

    def intercept_activity(
        self,
        next: ActivityInboundInterceptor,  # noqa: A002  the SDK's name for it
    ) -> ActivityInboundInterceptor:
        return _PlainFailures(next)


class _PlainFailures(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002
        try:
            return await super().execute_activity(input)
        except ApplicationError:
            raise
        except Exception as error:  # noqa: BLE001  every fault is translated
            raise _plain(error) from None


def _plain(error: Exception) -> ApplicationError:
    kind = type(error).__name__
    code = error.code if isinstance(error, MailError) else kind
    _log.warning("activity failed", activity=activity.info().activity_type, fault=code)
    permanent = isinstance(error, MailRefused | RowGone | ChainBroken)
    return ApplicationError(code, type=kind, non_retryable=permanent)
