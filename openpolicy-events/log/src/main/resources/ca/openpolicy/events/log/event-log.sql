-- SPDX-License-Identifier: Apache-2.0
-- The event log of one database. ${schema} is its schema, ${space} a number that tells it from other users of advisory
-- locks. Every statement may be repeated. The columns id, aggregatetype, aggregateid, type and payload are those that
-- the outbox router of Debezium reads.

create schema if not exists ${schema};

create sequence if not exists ${schema}.event_position;

-- The next position. Whoever takes one holds a shared lock, named after the end of the log as it was before, until the
-- transaction ends; below the lowest such lock nothing can appear any more.
create or replace function ${schema}.event_next() returns bigint language plpgsql volatile as $$
begin
    if coalesce(current_setting('openpolicy.event_${space}', true), '') = '' then
        perform pg_advisory_xact_lock_shared(${space}, ((last_value - (not is_called)::int) & 2147483647)::int)
            from ${schema}.event_position;
        perform set_config('openpolicy.event_${space}', 'entered', true);
    end if;
    return nextval('${schema}.event_position');
end
$$;

-- The transactions that have appended and not ended: above which position each of them has written. A lock that was
-- taken after the end of the log was looked up stands for positions beyond it.
create or replace function ${schema}.event_writers() returns table (pid int, "position" bigint)
    language plpgsql volatile as $$
declare
    last bigint;
begin
    select last_value - (not is_called)::int into last from ${schema}.event_position;
    return query select held.pid, last - ((last - held.objid::bigint) & 2147483647) from pg_locks held
        where locktype = 'advisory' and objsubid = 2 and classid::bigint = ${space}
            and database = (select oid from pg_database where datname = current_database())
            and ((last - held.objid::bigint) & 2147483647) < 1073741824;
end
$$;

-- Barriers: no reader gets past the lowest of them. A database that takes aggregates over from another holds its log in
-- the transaction in which it becomes their owner, and releases it once the other's log is read.
create table if not exists ${schema}.event_hold (
    barrier  text primary key,
    position bigint not null,
    held_at  timestamptz not null default clock_timestamp()
);

-- Up to where the log can be read. The order of the three questions matters, and that each has a snapshot of its own: a
-- position below the end was given before the writers are looked up, and a position given under a barrier was given
-- after that barrier could be seen.
create or replace function ${schema}.event_end() returns bigint language plpgsql volatile as $$
declare
    last bigint;
    safe bigint;
    held bigint;
begin
    select last_value - (not is_called)::int into last from ${schema}.event_position;
    select min(writer."position") into safe from ${schema}.event_writers() writer;
    select min(hold.position) into held from ${schema}.event_hold hold;
    return least(last, safe, held);
end
$$;

create table if not exists ${schema}.event_log (
    position         bigint not null default ${schema}.event_next(),
    day              date not null default (clock_timestamp() at time zone 'UTC')::date,
    id               uuid not null,
    aggregatetype    text not null,
    aggregateid      text not null,
    aggregateversion bigint not null,
    type             text not null,
    time             timestamptz not null,
    source           text not null,
    schema           integer not null,
    traceparent      text,
    payload          text not null,
    primary key (position, day),
    -- what no reader could read would stop all of them; so it is refused, whoever writes it
    constraint event_is_readable check (
        octet_length(payload) <= 921600 and left(payload, 1) = '{' and right(payload, 1) = '}'
        and type ~ '^[a-z0-9][a-z0-9._-]{0,63}$' and source ~ '^[a-z0-9][a-z0-9._-]{0,63}$'
        and aggregatetype ~ '^[a-z0-9][a-z0-9._-]{0,63}$' and length(aggregateid) between 1 and 255
        and aggregateversion > 0 and schema > 0 and length(coalesce(traceparent, '')) <= 255)
) partition by range (day);

-- what falls on a day without a partition of its own, so that no write fails for want of one
create table if not exists ${schema}.event_log_rest partition of ${schema}.event_log default;

-- up to where the log was dropped
create table if not exists ${schema}.event_horizon (
    one       boolean primary key default true check (one),
    forgotten bigint not null
);

create table if not exists ${schema}.event_relay (
    relay      text primary key,
    position   bigint not null,
    token      bigint not null,
    holder     text not null,
    expires_at timestamptz not null,
    moved_at   timestamptz not null default clock_timestamp()
);

-- events that a receiver did not take, and the later ones of the same aggregates
create table if not exists ${schema}.event_parked (
    relay            text not null,
    position         bigint not null,
    id               uuid not null,
    aggregatetype    text not null,
    aggregateid      text not null,
    aggregateversion bigint not null,
    type             text not null,
    time             timestamptz not null,
    source           text not null,
    schema           integer not null,
    traceparent      text,
    payload          text not null,
    reason           text not null,
    attempts         integer not null,
    retry_at         timestamptz not null,
    dead             boolean not null default false,
    parked_at        timestamptz not null default clock_timestamp(),
    primary key (relay, position)
);

create index if not exists event_parked_by_aggregate
    on ${schema}.event_parked (relay, aggregatetype, aggregateid, position) where not dead;

create table if not exists ${schema}.event_tail (
    tail     text primary key,
    position bigint not null,
    moved_at timestamptz not null default clock_timestamp()
);

create table if not exists ${schema}.event_inbox (
    consumer text not null,
    event_id uuid not null,
    taken_at timestamptz not null default clock_timestamp(),
    primary key (consumer, event_id)
);

create index if not exists event_inbox_by_age on ${schema}.event_inbox (taken_at);
