-- migrate:up transaction:false

-- Batches of their own transactions: nobody who signs in waits for more than one of them.
-- The members are locked before their devices are read, so that none changes in between.
-- Run again, it goes over all of them and changes what is left.
do $$
declare
    batch uuid[];
    upto uuid := '00000000-0000-0000-0000-000000000000';
begin
    loop
        batch := array(
            select id from members where id > upto order by id limit 500
            for no key update
        );
        exit when batch = '{}';
        upto := batch[cardinality(batch)];
        update members set enrolled_at = devices.enrolled_at
        from devices
        where members.id = any(batch) and devices.member_id = members.id
            and devices.status = 'active' and members.enrolled_at is null;
        commit;
    end loop;
end
$$;

-- migrate:down
