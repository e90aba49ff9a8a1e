-- SPDX-License-Identifier: Apache-2.0
-- What people do beside the imports: requests that may be repeated, edits that stay, deletions that are remembered.

-- What a caller asked for under a key of its own, in the slot of that key. Without a status it is not answered yet.
create table idempotency_key (
    id           bigint primary key,
    caller       text not null,
    key          text not null,
    request      text not null,
    operation    bigint not null unique,
    leased_until timestamptz not null,
    expires_at   timestamptz not null,
    status       int,
    headers      jsonb,
    body         bytea
);
create index idempotency_key_by_expiry on idempotency_key (expires_at);

-- What was carried out, beside what it changed and in the same transaction. Without a result it was a deletion.
create table operation (
    aggregate_id bigint not null,
    operation    bigint not null,
    result       jsonb,
    expires_at   timestamptz not null,
    primary key (aggregate_id, operation)
);
create index operation_by_expiry on operation (expires_at);

-- Bills that were deleted and are not there again; their history stays where it is.
create table bill_tombstone (
    bill_id    bigint primary key,
    key        text not null,
    version    bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

-- The fields that people wrote, each with what the sources say of it; absent where nobody did.
alter table bill add column overridden jsonb;

create index vote_by_update on vote (updated_at, id);
create index member_by_update on member (updated_at, id);

-- Who may do something that only one may do at a time, and until when unless it says again that it lives.
create table lease (
    id         bigint primary key,
    name       text not null,
    holder     bigint not null,
    expires_at timestamptz not null
);
