// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

/** The schema of our own in each database; its name was checked by the settings of the shards. */
record Schema(String name) {
    String table(String table) {
        return name + "." + table;
    }
}
