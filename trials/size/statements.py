"""The statements of `trials.size.seeding`, in the order they are run.

What is asked for stands in the one row of the temporary table `asked`. Rows are
inserted in the order of their time, as a service would have.
"""

BEGIN = (
    "drop table if exists asked, seeded, seeded_logins",
    """
    create temp table asked (
        account_id uuid, members int, name text, domain text, hash text, old_logins int,
        key_name text
    )
    """,
    """
    create temp table seeded (
        number bigint primary key, member_id uuid, born timestamptz, login_id uuid,
        enrollment_id uuid
    )
    """,
    """
    create temp table seeded_logins (
        number bigint primary key, id uuid, member_id uuid, at timestamptz, stage text
    )
    """,
)
ASKED = "insert into asked values ($1, $2, $3, $4, $5, $6, $7)"

_COPIED_LOGINS = """
    insert into logins (
        id, account_id, member_id, application, token_hash, stage, client_address,
        started_at, expires_at, latest_expiry, ended_at
    )
    select id, account_id, member_id, 'web_console', sha256(uuid_send(id)), stage,
        '127.0.0.1', at, at + interval '10 minutes', at + interval '2 hours',
        at + interval '1 minute'
    from seeded_logins, asked order by number
"""
_THEIR_SESSIONS = """
    insert into sessions (
        id, account_id, member_id, login_id, token_hash, application, amr,
        client_address, user_agent, auth_time, last_seen_at, expires_at
    )
    select uuidv7(at - now()), account_id, member_id, id, sha256(uuid_send(id)),
        'web_console', array['pwd', 'otp', 'mfa'], '127.0.0.1', 'Firefox', at, at,
        at + interval '1 day'
    from seeded_logins, asked where stage = 'signed_in' order by number
"""
_THEIR_VERDICTS = """
    insert into attempts (id, member_id, flow_id, kind, outcome, verdict, at)
    select gen_random_uuid(), member_id, id, 'login_code', 'accepted',
        '{"outcome": "accepted"}', at
    from seeded_logins where stage = 'signed_in' order by number
"""

PEOPLE = (
    """
    insert into accounts (id, name, two_step_required, created_at)
    select account_id, name, true, now() - interval '301 days' from asked
    """,
    """
    insert into seeded (number, member_id, born, login_id, enrollment_id)
    select number, uuidv7(born - now()), born,
        case when number % 10 > 0 then uuidv7(born - now() + interval '1 hour') end,
        case when number % 10 > 0 then uuidv7(born - now() + interval '1 hour') end
    from asked cross join lateral generate_series(1, members) as number
    cross join lateral (
        select now() - interval '300 days' + number * (interval '100 days' / members)
            as born
    ) as moment
    """,
    """
    insert into members (
        id, account_id, email, mailbox, address_state, email_key, name, role, language,
        password_hash, created_at, enrolled_at
    )
    select member_id, account_id, email, email, 'good', email, 'Member ' || number,
        case number when 1 then 'admin' else 'member' end, 'en', hash, born,
        case when enrollment_id is not null then born + interval '1 hour' end
    from seeded cross join asked cross join lateral (
        select 'member-' || number || '@' || domain as email
    ) as address
    order by number
    """,
    """
    insert into member_search (member_id, account_id, words)
    select id, account_id, member_words(members.name, email)
    from members join asked using (account_id) order by id
    """,
    """
    with made as (
        insert into groups (id, account_id, name, name_key, members, created_at)
        select uuidv7(), account_id, 'Half', 'half', members / 2, now() from asked
        returning id
    )
    insert into group_members (group_id, member_id, added_at)
    select made.id, member_id, now() from made cross join seeded
    where number % 2 = 0 order by member_id
    """,
    """
    insert into logins (
        id, account_id, member_id, application, token_hash, stage, client_address,
        started_at, expires_at, latest_expiry, ended_at
    )
    select login_id, account_id, member_id, 'web_console',
        sha256(uuid_send(login_id)), 'signed_in', '127.0.0.1', at,
        at + interval '10 minutes', at + interval '2 hours', at + interval '2 minutes'
    from asked, seeded cross join lateral (
        select born + interval '1 hour' as at
    ) as moment
    where login_id is not null order by number
    """,
    """
    insert into enrollments (
        id, account_id, member_id, login_id, replaces_device, returns_to, stage,
        stage_since, setup_tries_left, started_at, expires_at, ended_at
    )
    select enrollment_id, account_id, member_id, login_id, false, 'setup_required',
        'enrolled', at, 10, at, at + interval '30 minutes', at + interval '2 minutes'
    from asked, seeded cross join lateral (
        select born + interval '1 hour' as at
    ) as moment
    where login_id is not null order by number
    """,
    """
    insert into emails (
        enrollment_id, number, member_id, key_name, lifetime, cooldown, tries_left,
        asked_at, accepted_at
    )
    select enrollment_id, 1, member_id, key_name, interval '10 minutes',
        interval '1 minute', 5, born + interval '1 hour', born + interval '1 hour'
    from seeded, asked where login_id is not null order by number
    """,
)
"""Members, and the setup of those who have an authenticator; devices are made next."""

SINCE_THEN = (
    """
    insert into known_networks (device_id, network, known_until)
    select devices.id, '127.0.0.1', now() + interval '30 days'
    from devices join asked using (account_id)
    """,
    """
    insert into seeded_logins (number, id, member_id, at, stage)
    select turn, uuidv7(at - now()), member_id, at,
        case when turn % 5 = 0 then 'expired' else 'signed_in' end
    from asked cross join lateral generate_series(1, 3 * members) as turn
    cross join lateral (
        select now() - interval '85 days' + turn * (interval '85 days' / (3 * members))
            as at
    ) as moment
    join seeded on seeded.number = 1 + (turn::bigint * 7919) % members
    order by turn
    """,
    _COPIED_LOGINS,
    _THEIR_SESSIONS,
    _THEIR_VERDICTS,
    """
    insert into notices (
        id, account_id, member_id, kind, created_at, started_at, sent_at
    )
    select uuidv7(at - now()), account_id, member_id, 'device_added', at, at, at
    from seeded_logins, asked where number % 6 = 0 order by number
    """,
    """
    insert into events (
        id, account_id, member_id, login_id, enrollment_id, kind, detail, at
    )
    select uuidv7(at - now()), account_id, member_id, login_id, enrollment_id, kind,
        detail, at
    from asked, (
        select 0 as place, member_id, null::uuid as login_id,
            null::uuid as enrollment_id, 'user_created' as kind, '{}'::jsonb as detail,
            born as at
        from seeded
        union all
        select place, member_id, login_id, enrollment_id, kind, detail,
            born + interval '1 hour' + place * interval '1 second'
        from seeded cross join (values
            (1, 'authn_enrollment_started', '{"stage": "verify_email"}'::jsonb),
            (2, 'authn_enrollment_moved', '{"stage": "install_app"}'),
            (3, 'authn_device_added', '{}')
        ) as steps (place, kind, detail)
        where login_id is not null
    ) as happened
    order by at, place
    """,
    """
    insert into events (id, account_id, member_id, login_id, kind, detail, at)
    select uuidv7(at - now()), account_id, member_id, id, kind, detail, at
    from asked, (
        select number, 0 as place, member_id, id, 'authn_password_success' as kind,
            '{}'::jsonb as detail, at
        from seeded_logins
        union all
        select number, 1, member_id, id,
            case stage when 'signed_in' then 'authn_login_success'
                else 'authn_login_ended' end,
            case stage when 'signed_in' then '{"amr": "pwd otp mfa"}'::jsonb
                else '{"stage": "expired"}' end,
            at + interval '20 seconds'
        from seeded_logins
    ) as happened
    order by number, place
    """,
    """
    insert into answers (flow_id, key_hash, fingerprint, sealed, created_at)
    select id, sha256(uuid_send(id)), sha256(uuid_send(id)),
        key_name || '.' || repeat('x', 500), now()
    from seeded_logins, asked where number > 2.9 * members order by id
    """,
    """
    with begun as (
        insert into logins (
            id, account_id, member_id, application, token_hash, stage, client_address,
            started_at, expires_at, latest_expiry
        )
        select uuidv7(), account_id, member_id, 'web_console',
            sha256(uuid_send(member_id)), 'setting_up', '127.0.0.1', now(),
            now() + interval '2 hours', now() + interval '2 hours'
        from seeded, asked where number % 10 = 0 order by number
        limit greatest((select members / 200 from asked), 50)
        returning id, account_id, member_id
    ), setups as (
        insert into enrollments (
            id, account_id, member_id, login_id, replaces_device, returns_to, stage,
            stage_since, setup_tries_left, started_at, expires_at
        )
        select uuidv7(), account_id, member_id, id, false, 'setup_required',
            'verify_email', now(), 10, now(), now() + interval '2 hours'
        from begun returning id, member_id
    )
    insert into emails (
        enrollment_id, number, member_id, key_name, lifetime, cooldown, tries_left,
        asked_at, accepted_at
    )
    select id, 1, member_id, key_name, interval '2 hours', interval '1 minute', 5,
        now(), now()
    from setups, asked
    """,
    """
    insert into member_counts
    select account_id, get_byte(uuid_send(id), 15) & 15, count(*), count(*),
        count(enrolled_at), count(enrolled_at)
    from members join asked using (account_id) group by 1, 2
    """,
)
"""What they did since, and what triggers would have kept."""

OLD_LOGINS = (
    """
    insert into seeded (number, member_id)
    select row_number() over (order by id), id
    from members join asked using (account_id)
    """,
    """
    insert into seeded_logins (number, id, member_id, at, stage)
    select turn, uuidv7(at - now()), member_id, at, 'signed_in'
    from asked cross join lateral generate_series(1, old_logins) as turn
    cross join lateral (
        select now() - interval '95 days' + turn * (interval '4 days' / old_logins)
            as at
    ) as moment
    join seeded on seeded.number = 1 + (turn::bigint * 7919) % members
    order by turn
    """,
    _COPIED_LOGINS,
    _THEIR_SESSIONS,
    _THEIR_VERDICTS,
)
"""Logins that are past their retention."""
