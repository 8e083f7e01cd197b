"""How long a client waits for an SMTP server, RFC 5321 4.5.3.2.

Who gives up sooner sends again what the server has taken.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class SmtpWaits:
    """`data` is for the answer to DATA and for the one to the end of the message."""

    command: timedelta = timedelta(minutes=5)
    data: timedelta = timedelta(minutes=10)
    goodbye: timedelta = timedelta(seconds=1)


RFC_5321 = SmtpWaits()
LONGEST_TRY = timedelta(hours=1)
"""Of all steps from the connection to the end of the message, with some to spare."""
