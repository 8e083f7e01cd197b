"""A number and what it counts."""


def amount(number: int, what: str) -> str:
    """`1 secret`, `2 secrets`: the word takes an s."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
