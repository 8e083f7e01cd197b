"""What a failed activity may say in a history: the kind of fault, never its words.

A database's or mail server's own text can hold an address; it goes to the log of the
process without arguments, or to Postgres, and Temporal sees the kind alone.
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
    """Turns every fault of an activity into its kind."""

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
    said = error.code if isinstance(error, MailError) else kind
    _log.warning("activity failed", activity=activity.info().activity_type, fault=said)
    useless = isinstance(error, MailRefused | RowGone | ChainBroken)
    return ApplicationError(said, type=kind, non_retryable=useless)
