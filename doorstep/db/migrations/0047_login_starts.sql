-- migrate:up

-- Logins that have ended as they began, and whose workflow is still to be started.
create table login_starts (
    login_id uuid primary key references logins on delete cascade,
    noted_at timestamptz not null,
    claimed_until timestamptz
);

-- For writes that are one statement: without a row that decides none is kept.
create function decided(by_rows boolean) returns boolean language plpgsql as $$
begin
    if not by_rows then
        raise exception 'a row that decides has changed' using errcode = '40001';
    end if;
    return true;
end
$$;

-- migrate:down
