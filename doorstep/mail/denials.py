"""Whether an SMTP refusal is about the recipient, or for the operator to fix.

A server that does not relay, or refuses the sender, would refuse the mail of every
member. That is recognised by the command that it answers, by its enhanced status (RFC
3463, RFC 7372 and those of Exchange), or by its text alone, as with Exim and qmail.
"""

import re

_CREDENTIALS = (432, 525, 530, 534, 535, 538)  # RFC 4954
_NOT_THE_ADDRESS = (500, 502, 503, 504)  # RFC 5321: the command is not understood

_OURS = re.compile(
    r"[45]\.1\.[78]|[45]\.3\.[1345]|5\.5\.[1-9]\d*"  # sender, system, protocol
    r"|5\.6\.[0-6]"  # the content; but 5.6.7 is an address that is not ASCII
    r"|5\.7\.\d+|4\.7\.(?:[3-9]|1[0-4]|2[0-7])"  # not 4.7.1, which greylisting uses
)
_OF_ONE_MAILBOX = re.compile(
    r"[45]\.1\.(?:1|3|6|10)|[45]\.2\.\d+|5\.7\.(?:2|17|18|19|12[49]|13[3-6])"
)
"""The mailbox does not exist, is full, restricted, or belongs to somebody else now."""
_WORDS_OF_ONE_MAILBOX = re.compile(
    r"\bgr[ae]y-?list|\b(?:user|mailbox|recipient) (?:is )?(?:unknown|not found)"
    r"|\bunknown user\b|\bno such (?:user|mailbox|recipient)\b",
    re.IGNORECASE,
)
"""Servers also use 5.7.1 and 4.7.1 for this, and greylisting may have any text."""

_ADDRESSES = re.compile(r"<[^>]*>|\S+@\S+|\S+\.\w\S*")
_WORDS = re.compile(
    r"\brelay(?:ing|ed)?\b|\brcpthosts\b|authenticat|\bcredentials\b"
    r"|\bsender (?:address|verif|identity|rejected|denied|not)|\bfrom address\b"
    r"|\bclient host\b|\bhelo\b|\bnot verified\b|\bspam\b|\b(?:black|block)-?list"
    r"|\b(?:sending|message) (?:quota|limit|rate)",
    re.IGNORECASE,
)


def is_denial(number: int, status: str | None, words: str, *, of_sender: bool) -> bool:
    """Whether the operator has to act; `of_sender` if it is the reply to MAIL.

    `status` is the enhanced one. Addresses and hosts in the text are ignored.
    """
    if of_sender and 500 <= number <= 599:  # noqa: PLR2004  RFC 5321
        return True  # whatever the text: no recipient was named yet
    said = _ADDRESSES.sub(" ", words)
    if _WORDS_OF_ONE_MAILBOX.search(said) or (
        status and _OF_ONE_MAILBOX.fullmatch(status)
    ):
        return False
    return (
        number in _CREDENTIALS
        or number in _NOT_THE_ADDRESS
        or bool(status and _OURS.fullmatch(status))
        or bool(_WORDS.search(said))
    )
