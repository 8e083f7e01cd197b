-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- Whatever ends a session: the clients that take part in it are due to be told.
create function tell_clients() returns trigger language plpgsql as $$
begin
    update session_clients set due_at = new.ended_at
    where session_id = new.id and started_at is null;
    return null;
end
$$;
create trigger session_ended after update of ended_at on sessions
    for each row when (old.ended_at is null and new.ended_at is not null)
    execute function tell_clients();

-- migrate:down
