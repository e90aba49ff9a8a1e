-- SPDX-License-Identifier: Apache-2.0
-- How each division about a bill went, beside the bill; fed by events, and made anew from the divisions when asked for.

-- A row is of the newest version of the division that was told here. Where a division is no longer about the bill the
-- row stays, so that what was told before and comes late is known as old.
create table bill_vote (
    bill_id       bigint not null,
    vote_id       bigint not null,
    version       bigint not null,
    about         boolean not null,
    vote_key      text not null,
    date          date not null,
    result        text not null,
    yea           int not null,
    nay           int not null,
    paired        int not null,
    participating int not null,
    changed_at    timestamptz not null,
    primary key (bill_id, vote_id)
);
