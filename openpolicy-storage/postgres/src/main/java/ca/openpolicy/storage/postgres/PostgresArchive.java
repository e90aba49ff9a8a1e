// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.Catalogue;
import ca.openpolicy.core.Members;
import ca.openpolicy.core.Operations;
import ca.openpolicy.core.Runs;
import ca.openpolicy.core.Texts;
import ca.openpolicy.core.Votes;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.ShardStatus;
import ca.openpolicy.storage.shard.Shards;
import ca.openpolicy.storage.shard.move.MovedTables;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The archive on PostgreSQL shards. Safe for use by many threads. The caller's pools are never closed.
 *
 * <p>Give the shards, {@linkplain #migrate bring their tables up to date}, {@linkplain #open open}:
 *
 * <pre>{@code
 * ShardMap shards = ShardMap.of(Shard.at("s0", dataSource0), Shard.at("s1", dataSource1));
 * PostgresArchive.migrate(shards, ArchiveSettings.defaults());
 * try (Archive archive = PostgresArchive.open(shards, ArchiveSettings.defaults())) {
 *     Bill bill = archive.bills().create(draft.checked());
 * }
 * }</pre>
 */
public final class PostgresArchive implements Archive {
    private final Shards shards;
    private final Bills bills;
    private final Votes votes;
    private final Ballots ballots;
    private final Members members;
    private final Texts texts;
    private final Catalogue catalogue;
    private final Runs runs;
    private final Operations operations;
    private final Horizon horizon;

    private PostgresArchive(Shards shards, ArchiveSettings settings, Ambient ambient) {
        Telling telling = new Telling(settings, ambient);
        this.shards = shards;
        this.bills = new PostgresBills(shards, settings, telling);
        this.votes = new PostgresVotes(shards, settings, telling);
        this.ballots = new PostgresBallots(shards, settings);
        this.members = new PostgresMembers(shards, settings, telling);
        this.texts = new PostgresTexts(shards, settings);
        this.catalogue = new PostgresCatalogue(shards, settings);
        this.runs = new PostgresRuns(shards, settings, telling, ambient);
        this.horizon = new Horizon(settings.schemaOf());
        this.operations = new PostgresOperations(shards, settings, ambient);
    }

    /**
     * Brings the tables of every shard up to date, in a schema of our own. It may be called at every start.
     *
     * @param map the shards
     * @param settings the archive's settings
     * @throws ca.openpolicy.core.MisconfiguredException if a database is not the shard that it is given as
     * @throws ca.openpolicy.core.UnavailableException if a database cannot be reached
     */
    public static void migrate(ShardMap map, ArchiveSettings settings) {
        new Migrations(settings.schemaOf()).apply(map);
        try (Shards shards = Shards.open(map, settings.shards(), Ambient.system())) {
            shards.prepare();
        }
    }

    /**
     * Which tables of the archive go with slots when they move from shard to shard, and which are the same on all.
     *
     * @param settings the archive's settings
     * @return the tables
     */
    public static MovedTables moved(ArchiveSettings settings) {
        return new MovedTables(
                Tables.placed(settings.schemaOf(), Placement.SLOT),
                Tables.placed(settings.schemaOf(), Placement.EVERYWHERE));
    }

    /**
     * Opens an archive whose tables are up to date.
     *
     * @param map the shards
     * @param settings the archive's settings
     * @return the archive; the caller closes it
     */
    public static PostgresArchive open(ShardMap map, ArchiveSettings settings) {
        return open(map, settings, Ambient.system());
    }

    /**
     * Opens an archive whose tables are up to date, in surroundings of the caller's choice.
     *
     * @param map the shards
     * @param settings the archive's settings
     * @param ambient clock and chance
     * @return the archive; the caller closes it
     */
    public static PostgresArchive open(ShardMap map, ArchiveSettings settings, Ambient ambient) {
        return new PostgresArchive(Shards.open(map, settings.shards(), ambient), settings, ambient);
    }

    @Override
    public Bills bills() {
        return bills;
    }

    @Override
    public Votes votes() {
        return votes;
    }

    @Override
    public Ballots ballots() {
        return ballots;
    }

    @Override
    public Members members() {
        return members;
    }

    @Override
    public Texts texts() {
        return texts;
    }

    @Override
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public Runs runs() {
        return runs;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public Instant horizon() {
        return shards.scatter(horizon::of).stream()
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Which shard owns what, as far as it is known; the first call asks the shards.
     *
     * @return the map
     * @throws ca.openpolicy.core.UnavailableException if no shard answers
     */
    public ShardMap map() {
        return shards.map();
    }

    /**
     * How the shards are doing, as far as the work on them has shown; asks nobody.
     *
     * @return one for each shard that was worked on, by name
     */
    public List<ShardStatus> status() {
        return shards.status();
    }

    @Override
    public void close() {
        shards.close();
    }
}
