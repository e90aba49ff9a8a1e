-- SPDX-License-Identifier: Apache-2.0
-- Every table is declared in Placement: slot (moves with its slot), everywhere (the same on all shards) or shard.
-- Ids are 63 bits, the first 14 being the slot, so that the rows of a slot are a range of each primary key.

create table jurisdiction (
    code      text primary key,
    name_en   text,
    name_fr   text,
    zone      text not null,
    notice_en text,
    notice_fr text
);

create table session (
    jurisdiction text not null,
    parliament   int not null,
    session      int not null,
    name_en      text,
    name_fr      text,
    start_date   date,
    end_date     date,
    primary key (jurisdiction, parliament, session)
);

create table party (
    key     text primary key,
    name_en text,
    name_fr text
);

create table bill (
    id              bigint primary key,
    key             text not null unique,
    jurisdiction    text not null,
    session         text not null,
    parliament      int not null,
    session_number  int not null,
    number          text not null,
    number_prefix   text not null,
    number_value    int not null,
    number_suffix   text not null,
    title_en        text,
    title_fr        text,
    short_title_en  text,
    short_title_fr  text,
    type            text,
    chamber         text,
    status          text not null,
    status_en       text,
    status_fr       text,
    sponsor_name    text,
    sponsor_key     text,
    sponsor_id      bigint,
    introduced      date,
    last_event_date date,
    last_event_en   text,
    last_event_fr   text,
    stages          jsonb not null,
    identifiers     jsonb not null,
    version         bigint not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    source_digest   text
);
create index bill_by_session on bill (jurisdiction, session);
create index bill_by_sponsor on bill (sponsor_id) where sponsor_id is not null;
create index bill_by_update on bill (updated_at, id);

create table bill_history (
    bill_id         bigint not null,
    version         bigint not null,
    at              timestamptz not null,
    cause_kind      text not null,
    cause_reference text not null,
    changes         jsonb not null,
    primary key (bill_id, version)
);

create table bill_text (
    id            bigint primary key,
    key           text not null unique,
    bill_id       bigint not null,
    bill_key      text not null,
    language      text not null,
    stage         text not null,
    date          date,
    sections      jsonb not null,
    version       bigint not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    source_digest text
);
create index bill_text_by_bill on bill_text (bill_id);

create table vote (
    id              bigint primary key,
    key             text not null unique,
    jurisdiction    text not null,
    session         text not null,
    chamber         text not null,
    number          int not null,
    date            date not null,
    at              timestamptz,
    at_offset       int,
    subject_en      text,
    subject_fr      text,
    context         text,
    result          text not null,
    bill_key        text,
    bill_id         bigint,
    announced_yea   int,
    announced_nay   int,
    announced_paired int,
    recorded_yea    int not null,
    recorded_nay    int not null,
    recorded_paired int not null,
    recorded_ballots int not null,
    parties         jsonb not null,
    identifiers     jsonb not null,
    version         bigint not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    source_digest   text
);
create index vote_by_session on vote (jurisdiction, session, date);
create index vote_by_date on vote (date, number, id);
create index vote_by_bill on vote (bill_id) where bill_id is not null;

create table ballot (
    id           bigint primary key,
    vote_id      bigint not null,
    member_id    bigint not null,
    jurisdiction text not null,
    session      text not null,
    chamber      text not null,
    vote_number  int not null,
    person       text not null,
    date         date not null,
    choice       text not null,
    paired       boolean not null,
    dissent      boolean not null,
    basis        text,
    name         text not null,
    party        text,
    riding       text
);
create index ballot_by_vote on ballot (vote_id, member_id);
create index ballot_by_member on ballot (member_id, date, vote_number, id);
create index ballot_by_date on ballot (date, vote_number, member_id, id);

create table member (
    id            bigint primary key,
    key           text not null unique,
    jurisdiction  text not null,
    person        text not null,
    name          text not null,
    given_name    text not null,
    family_name   text not null,
    name_folded   text not null,
    photo         text,
    identifiers   jsonb not null,
    version       bigint not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    source_digest text
);
create index member_by_name on member (name_folded collate "C", id);

create table membership (
    member_id       bigint not null,
    ordinal         int not null,
    current         boolean not null,
    jurisdiction    text not null,
    session         text,
    party           text,
    riding          text,
    riding_folded   text,
    province        text,
    province_folded text,
    chamber         text not null,
    from_date       date not null,
    to_date         date,
    basis           text not null,
    primary key (member_id, ordinal)
);
create index membership_by_session on membership (jurisdiction, session, member_id);

create table run (
    id        bigint primary key,
    source    text not null,
    state     text not null,
    started   timestamptz not null,
    finished  timestamptz,
    files     bigint not null,
    read      bigint not null,
    created   bigint not null,
    updated   bigint not null,
    unchanged bigint not null,
    rejected  bigint not null,
    warnings  bigint not null
);
create index run_by_start on run (started, id);
create index run_by_source on run (source, started);

create table run_notice (
    run_id   bigint not null,
    ordinal  int not null,
    code     text not null,
    rejected boolean not null,
    file     text not null,
    line     bigint not null,
    message  text not null,
    primary key (run_id, ordinal)
);
