"""The schema of a database in SQL that makes it again, in the words of its catalogs."""

from collections.abc import AsyncIterator
from pathlib import Path

from doorstep.db.pool import Connection, Record

SCHEMA = Path(__file__).parent.parent.parent / "doorstep" / "db" / "schema.sql"
_HEAD = """\
-- What all migrations together make: to be read, not to be run.
-- `make schema` writes it, and a test holds it to the migrations.
"""
_OURS = "relnamespace = current_schema()::regnamespace"
_TABLES = f"""
    select oid, relname as name, reloptions as options from pg_class
    where {_OURS} and relkind = 'r' order by oid
"""
_COLUMNS = """
    select attname || ' ' || format_type(atttypid, atttypmod)
        || coalesce(' collate ' || quote_ident(collname), '')
        || case
            when attgenerated = 's'
                then format(' generated always as (%s) stored', written)
            when written is not null then ' default ' || written
            else ''
        end
        || case when attnotnull then ' not null' else '' end as line
    from pg_attribute
    left join pg_collation on pg_collation.oid = attcollation and collprovider <> 'd'
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    cross join pg_get_expr(adbin, adrelid) as written
    where attrelid = $1 and attnum > 0 and not attisdropped order by attnum
"""
_CONSTRAINTS = """
    select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid, true) as line
    from pg_constraint where conrelid = $1 and contype in ('p', 'u', 'f', 'c')
    order by array_position(array['p', 'u', 'f', 'c'], contype::text), conname
"""
_INDEXES = """
    select pg_get_indexdef(indexrelid, 0, true) as line from pg_index
    where indrelid = $1
        and not exists (select from pg_constraint where conindid = indexrelid)
    order by indexrelid::regclass::text collate "C"
"""
_TRIGGERS = """
    select pg_get_triggerdef(oid, true) as line from pg_trigger
    where tgrelid = $1 and not tgisinternal order by tgname
"""
_COMMENTS = """
    select format(
        'comment on column %s.%s is %L', objoid::regclass, attname, description
    ) as line
    from pg_description
    join pg_attribute on attrelid = objoid and attnum = objsubid
    where classoid = 'pg_class'::regclass and objoid = $1 order by objsubid
"""
_FUNCTIONS = """
    select replace(
            pg_get_functiondef(oid), quote_ident(current_schema()) || '.' || proname,
            proname
        ) as text,
        oid::regprocedure as name,
        proacl is null
            or exists (select from aclexplode(proacl) where grantee = 0) as anybodys
    from pg_proc where pronamespace = current_schema()::regnamespace order by proname
"""
_UNKNOWN = f"""
    select relname as name from pg_class
    where {_OURS} and relkind not in ('r', 'i', 't')
    union all
    select typname from pg_type
    where typnamespace = current_schema()::regnamespace and typrelid = 0
        and typelem = 0
"""


async def schema_text(connection: Connection) -> str:
    """Functions first, then the tables in the order they were made."""
    unknown = [record["name"] for record in await connection.fetch(_UNKNOWN)]
    assert unknown == [], "this file does not know how to write these"
    functions = [_function(each) for each in await connection.fetch(_FUNCTIONS)]
    tables = [
        "".join([f"{line}\n" async for line in _table(connection, each)])
        for each in await connection.fetch(_TABLES)
    ]
    return "\n".join([_HEAD, *functions, *tables])


def _function(record: Record) -> str:
    text = f"{record['text'].rstrip()};"
    if record["anybodys"]:
        return f"{text}\n"
    return f"{text}\nrevoke all on function {record['name']} from public;\n"


async def _table(connection: Connection, table: Record) -> AsyncIterator[str]:
    async def lines(query: str) -> list[str]:
        return [
            record["line"] for record in await connection.fetch(query, table["oid"])
        ]

    inner = [*await lines(_COLUMNS), *await lines(_CONSTRAINTS)]
    options = f" with ({', '.join(table['options'])})" if table["options"] else ""
    yield f"create table {table['name']} ("
    yield ",\n".join(f"    {line}" for line in inner)
    yield f"){options};"
    for query in (_INDEXES, _TRIGGERS, _COMMENTS):
        for line in await lines(query):
            yield f"{line};"
