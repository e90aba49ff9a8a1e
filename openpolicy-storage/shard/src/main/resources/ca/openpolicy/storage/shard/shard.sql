-- SPDX-License-Identifier: Apache-2.0
-- What a database says of itself as a shard. ${schema} is the schema, ${space} a number that tells its advisory locks
-- from those of others, ${whole} the one that stands for the shard as a whole. Every statement may be repeated.

create schema if not exists ${schema};

-- Which shard this is; since which epoch it owns what it owns; all shards of the map, once it is complete.
create table if not exists ${schema}.shard_self (
    only_row    boolean primary key default true check (only_row),
    name        text not null,
    map_epoch   bigint not null,
    shard_count int not null,
    complete    boolean not null default false
);
alter table ${schema}.shard_self add column if not exists members text[];

-- Every slot: whose it is, as far as this shard knows. Of its own slots, and of those that left it, it knows best.
create table if not exists ${schema}.shard_slot (
    slot  int primary key check (slot between 0 and 16383),
    owner text not null,
    epoch bigint not null,
    state text not null check (state in ('owned', 'moving', 'fenced'))
);
create index if not exists shard_slot_by_epoch on ${schema}.shard_slot (epoch);

-- Lets a transaction write the rows of a slot, and keeps the slot here until it ends. The slot is looked at after the
-- lock was got, by a statement of its own, which therefore sees who took it away meanwhile.
create or replace function ${schema}.shard_enter(wanted int) returns void language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock_shared(${space}, wanted);
    perform from ${schema}.shard_slot s join ${schema}.shard_self self on self.name = s.owner
        where s.slot = wanted and s.state <> 'fenced';
    if not found then
        raise exception 'slot % is not on this shard', wanted using errcode = 'OP001';
    end if;
end
$$;

-- The same for the rows of several slots: they are kept here by a lock on the shard as a whole.
create or replace function ${schema}.shard_enter(wanted int[]) returns void language plpgsql volatile as $$
declare
    here bigint;
begin
    perform pg_advisory_xact_lock_shared(${space}, ${whole});
    select count(*) into here from ${schema}.shard_slot s join ${schema}.shard_self self on self.name = s.owner
        where s.slot = any(wanted) and s.state <> 'fenced';
    if here < cardinality(wanted) then
        raise exception 'not all of these slots are on this shard' using errcode = 'OP001';
    end if;
end
$$;

-- The same for the rows that are the same on all shards: the writer must know all shards.
create or replace function ${schema}.shard_enter(known text[]) returns void language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock_shared(${space}, ${whole});
    perform from ${schema}.shard_self where members <@ known and members @> known;
    if not found then
        raise exception 'the map has other shards' using errcode = 'OP001';
    end if;
end
$$;

-- Keeps the writers of some slots out until the transaction ends, and waits for those that are in.
create or replace function ${schema}.shard_close(wanted int[]) returns void language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock(${space}, each) from unnest(wanted) each;
end
$$;

-- The same for those who write on the shard as a whole; writers of single slots go on.
create or replace function ${schema}.shard_close() returns void language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock(${space}, ${whole});
end
$$;

-- A move of slots, and how far it is. It is written on one shard, which stays in the map.
create table if not exists ${schema}.shard_move (
    id         bigint primary key,
    state      text not null,
    joining    text[] not null,
    leaving    text[] not null,
    started_at timestamptz not null default clock_timestamp(),
    changed_at timestamptz not null default clock_timestamp()
);

-- Slots that move together from one shard to another.
create table if not exists ${schema}.shard_batch (
    move   bigint not null,
    number int not null,
    source text not null,
    target text not null,
    slots  int[] not null,
    copied boolean not null default false,
    primary key (move, number)
);

-- What was changed in the tables that move, while they move.
create table if not exists ${schema}.shard_change (
    seq bigint generated always as identity primary key,
    tab text not null,
    id  bigint not null
);

-- Events that the new owner of a batch holds back until the old one has sent all of its own, up to a position.
create table if not exists ${schema}.shard_barrier (
    move     bigint not null,
    number   int not null,
    source   text not null,
    position bigint not null,
    primary key (move, number)
);

-- How hot each process finds the slots: reads and writes of each a second, as single-precision numbers.
create table if not exists ${schema}.shard_heat (
    node    text primary key,
    told_at timestamptz not null,
    rates   bytea not null
);
