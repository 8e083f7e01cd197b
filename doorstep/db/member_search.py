"""The table `member_search`: the words of each member, kept by a trigger.

They are name and address in any case and without accents, see the function `folded`.
The index has every one, two and three characters that stand together in them.
"""

from uuid import UUID

from doorstep.db.pool import Connection

_INDEXED = 3
"""The longest piece that the index has."""
_MOST_KEYS = 4

STANDS_IN = "strpos(words, {text}) > 0"

FOUND = """
    select member_id as id from member_search
    where search_keys(right(account_id::text, 2), words) @> {keys} and account_id = $1
        and member_id > $3 and strpos(words, {text}) > 0
"""
"""The members of the account $1, after the id $3, in whose words the text stands."""


async def folded(connection: Connection, query: str) -> str:
    """What to look for; empty for text that is nothing but blanks and accents."""
    text: str = await connection.fetchval("select folded($1)", query)
    return text


def keys(account_id: UUID, text: str) -> list[str]:
    """Some of what the index has of every member in whose words the text stands: with
    more of them fewer others are found, but each takes its time.
    """
    last = max(len(text) - _INDEXED, 0)
    places = {last * number // (_MOST_KEYS - 1) for number in range(_MOST_KEYS)}
    pieces = {text[place : place + _INDEXED] for place in places}
    return [f"{str(account_id)[-2:]}{piece}" for piece in sorted(pieces)]
