// SPDX-License-Identifier: Apache-2.0
/**
 * The archive on sharded PostgreSQL: tables, mappings and repositories of the words. Open
 * {@link ca.openpolicy.storage.postgres.PostgresArchive} first; {@link ca.openpolicy.storage.postgres.EntityMapping}
 * says how an entity of your own is mapped.
 */
@NullMarked
package ca.openpolicy.storage.postgres;

import org.jspecify.annotations.NullMarked;
