-- SPDX-License-Identifier: Apache-2.0
-- The bills' own order: a page reads its own rows and no others.

create index bill_by_order on bill (
    parliament desc,
    session_number desc,
    number_prefix collate "C",
    number_value,
    number_suffix collate "C",
    id
);
