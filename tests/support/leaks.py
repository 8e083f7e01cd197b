"""Everything that a run stores, as texts to search."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from temporalio.client import Client

from doorstep.db.pool import Pool

_TABLES = """
    select tablename from pg_tables
    where schemaname = 'public' and tablename <> 'schema_migrations'
"""


@dataclass(frozen=True)
class Trace:
    """One text and where it was found."""

    place: str
    text: str


def texts(node: object) -> Iterator[str]:
    """Every text of a history's JSON, payloads decoded."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "data" and isinstance(value, str):
                yield base64.b64decode(value).decode()
            else:
                yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


async def histories(client: Client, task_queue: str, flows: int) -> list[Trace]:
    """The histories of all flows of a task queue, of which there are at least so
    many.
    """
    found = []
    query = f'TaskQueue="{task_queue}"'
    async for flow in client.list_workflows(query):
        handle = client.get_workflow_handle(flow.id, run_id=flow.run_id)
        history = list(texts(json.loads((await handle.fetch_history()).to_json())))
        described = str((await handle.describe()).raw_description)
        found += [Trace(flow.id, text) for text in (*history, described)]
    assert len({trace.place for trace in found}) >= flows
    return found


async def dump(pool: Pool) -> list[Trace]:
    """The whole database, a text per row, without timestamps, which contain any
    digits.
    """
    found = []
    for table in await pool.fetch(_TABLES):
        name = table["tablename"]
        rows = await pool.fetch(f'select to_jsonb(t)::text as row from "{name}" t')
        found += [
            Trace(name, re.sub(r"\d+:\d\d:\d\d(\.\d+)?", "", row["row"]))
            for row in rows
        ]
    return found


def spellings(secret: str) -> set[str]:
    """A base32 secret, a token or a code in all encodings in which it could be
    stored.
    """
    raw = {secret.encode()}
    if len(secret) > 6:
        padded = secret + "=" * (-len(secret) % 8)
        raw |= (
            {base64.b32decode(padded)} if re.fullmatch("[A-Z2-7]+", secret) else set()
        )
    words = {secret}
    for value in raw:
        words |= {value.hex(), base64.b64encode(value).decode().rstrip("=")}
        words.add(base64.urlsafe_b64encode(value).decode().rstrip("="))
    return words


def leaks(traces: list[Trace], words: set[str]) -> list[tuple[str, str]]:
    """The places where one of the words stands by itself."""
    patterns = {word: re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in words}
    return [
        (trace.place, word)
        for trace in traces
        for word, pattern in patterns.items()
        if pattern.search(trace.text)
    ]
