"""The members that `trials.bench.searching` looks for: names of syllables, the last
tenth of them with a word of its own, and as many of another account.
"""

from uuid import UUID

ACCOUNT = UUID("01900000-0000-7000-8000-0000000000aa")
_OTHER = UUID("01900000-0000-7000-8000-0000000001aa")
"""With the same end, so that the pieces of its words are the same in the index."""
GROUP = UUID("01900000-0000-7000-8000-0000000002aa")
_SYLLABLES = """array['an', 'bel', 'cor', 'dan', 'el', 'fie', 'gro', 'ham', 'il', 'jo',
    'ka', 'lin', 'mer', 'no', 'ol', 'pe', 'ri', 'sa', 'tu', 'vo']"""

SEED = (
    "set session_replication_role = replica",
    "drop index member_search_keys",
    f"""
    create function pg_temp.syllables(number bigint) returns text language sql as $$
        select string_agg(({_SYLLABLES})[1 + (hashint8(each) & 65535) % 20], '')
        from generate_series(number, number + 2) as each
    $$
    """,
    f"""
    insert into accounts (id, name, two_step_required, created_at) values
        ('{ACCOUNT}', 'Large', true, now()), ('{_OTHER}', 'Other', true, now())
    """,
    f"""
    insert into members (
        id, account_id, email, mailbox, address_state, email_key, name, role, language,
        created_at, enrolled_at, invited_at
    )
    select (lpad(to_hex(number), 8, '0') || '-0000-7000-8000-000000000000')::uuid,
        case when large then '{ACCOUNT}'::uuid else '{_OTHER}' end,
        email, email, 'good', email, initcap(given) || ' ' || initcap(family) || word,
        case when number % 1000 = 0 then 'admin' else 'member' end, 'en', now(),
        case when number > 5000 and number % 10 < 9 then now() end,
        case when number <= 5000 then now() end
    from generate_series(1, {{members}}::bigint * 11 / 10) as number
    cross join lateral (
        select number <= {{members}} as large, case
                when number > {{members}} then ' Quagga'
                when number > {{members}} * 9 / 10 then ' Zebra'
                when number = {{members}} / 2 then ' Xylo'
                else '' end as word,
            pg_temp.syllables(number * 7) as given,
            pg_temp.syllables(number * 7 + 3) as family
    ) as said
    cross join lateral (
        select given || '.' || family || number || '@' || given || number % 1000
            || '.example' as email
    ) as address
    """,
    """
    insert into member_search
    select id, account_id, member_words(name, email) from members order by id
    """,
    f"""
    insert into groups (id, account_id, name, name_key, created_at)
    values ('{GROUP}', '{ACCOUNT}', 'One in a hundred', 'one in a hundred', now())
    """,
    f"""
    insert into group_members
    select '{GROUP}', id, now() from (
        select id, row_number() over (order by id) as number from members
        where account_id = '{ACCOUNT}'
    ) as numbered where number % 100 = 7
    """,
    """
    create index member_search_keys
        on member_search using gin (search_keys(right(account_id::text, 2), words))
    """,
    "vacuum analyze",
)
"""Triggers do not fire meanwhile. The index is as the migration makes it."""
