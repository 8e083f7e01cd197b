"""The timeouts of an SMTP client, RFC 5321 4.5.3.2.

A client that gives up sooner sends a mail again which the server has accepted.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class SmtpWaits:
    """`data` is for the replies to DATA and to the end of the message."""

    command: timedelta = timedelta(minutes=5)
    data: timedelta = timedelta(minutes=10)
    goodbye: timedelta = timedelta(seconds=1)


RFC_5321 = SmtpWaits()
LONGEST_TRY = timedelta(hours=1)
"""All steps from the connection to the end of the message, with a margin."""
