-- migrate:up transaction:false

-- Batches of their own transactions: nobody who signs in waits for more than one of them.
-- The members are locked before they are read, so that none changes in between. Run again,
-- it goes over all of them and adds what is left.
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
        insert into member_search (member_id, account_id, words)
        select id, account_id, member_words(name, email)
        from members where id = any(batch)
        on conflict do nothing;
        commit;
    end loop;
end
$$;

-- migrate:down
