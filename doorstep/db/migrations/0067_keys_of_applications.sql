-- migrate:up

-- Keys are compared and never read in order: byte by byte, so that no index of theirs
-- depends on the collations of the system's libraries. No table is written again, only
-- the indexes on these columns. Here are the tables that stay small.
alter table clients alter column id type text collate "C";
alter table client_secrets alter column client_id type text collate "C";
alter table client_assertions alter column client_id type text collate "C";
alter table session_clients alter column client_id type text collate "C";
alter table subjects
    alter column client_id type text collate "C",
    alter column external_id type text collate "C";
alter table signing_keys alter column id type text collate "C";
alter table groups alter column name_key type text collate "C";
alter table password_tries alter column client_address type text collate "C";
alter table known_networks alter column network type text collate "C";
alter table repeated_events alter column kind type text collate "C";
alter table recoveries alter column client_address type text collate "C";

-- migrate:down
