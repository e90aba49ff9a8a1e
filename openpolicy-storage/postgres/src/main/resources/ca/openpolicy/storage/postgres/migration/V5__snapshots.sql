-- SPDX-License-Identifier: Apache-2.0
-- How far each kind of word of this shard was told as snapshots, and in which round of that.

create table event_snapshot (
    kind     text primary key,
    round    bigint not null,
    position bigint not null,
    finished boolean not null
);
