-- migrate:up transaction:false

-- As 0056, for those whose words have changed with 0063.
do $$
declare
    batch uuid[];
    upto uuid := '00000000-0000-0000-0000-000000000000';
begin
    loop
        batch := array(
            select id from members where id > upto and email ~* '[@.]xn--[^@]*$'
            order by id limit 500 for no key update
        );
        exit when batch = '{}';
        upto := batch[cardinality(batch)];
        update member_search set words = member_words(name, email)
        from members where id = member_id and id = any(batch);
        commit;
    end loop;
end
$$;

-- migrate:down
