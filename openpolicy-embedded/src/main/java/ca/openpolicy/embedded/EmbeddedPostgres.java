// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server as a child process, on a directory of its own, reachable from this machine only.
 *
 * <p>A directory has one owner at a time; a second one is refused. If the owner was killed, its server lives on: the
 * next start stops that one first, and says so in {@link #recoveredOrphan()}. The log lies in the data directory, as
 * {@code postgres.log}. Safe for use by many threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());
    private static final Pattern DATABASE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final String ENGINE = "postgres";
    private static final String HOST = LoopbackPort.HOST;
    private static final int ATTEMPTS_AT_A_PORT = 10;
    private static final int PATIENCE_SECONDS = 5;
    private static final String DUPLICATE_DATABASE = "42P04";
    private static final String UNIQUE_VIOLATION = "23505";

    private final EmbeddedPostgresSettings settings;
    private final Teardown teardown;
    private final Cluster cluster;
    private final OptionalLong recoveredOrphan;
    private final String password;
    private final Binaries binaries;
    private final boolean follows;
    private final Object replicating = new Object();
    private int replicas;
    private volatile Postmaster postmaster;

    private EmbeddedPostgres(EmbeddedPostgresSettings settings, Teardown teardown, Optional<Standby> origin) {
        this.settings = settings;
        this.teardown = teardown;
        this.follows = origin.isPresent();
        this.cluster = claim();
        this.recoveredOrphan = Postmaster.stopOrphan(cluster.data(), settings.stopTimeout());
        this.binaries = binaries();
        origin.ifPresentOrElse(this::follow, () -> cluster.make(binaries, settings, teardown));
        this.password = cluster.readPassword();
        this.postmaster = launch(settings.port());
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param settings what it is to be like
     * @return the running server
     * @throws EmbeddedEngineException if it does not start; nothing is left behind then
     */
    public static EmbeddedPostgres start(EmbeddedPostgresSettings settings) {
        return start(settings, Optional.empty());
    }

    private static EmbeddedPostgres start(EmbeddedPostgresSettings settings, Optional<Standby> origin) {
        Teardown teardown = settings.stoppedAtExit() ? Teardown.atExit("stop-postgres") : new Teardown();
        try {
            EmbeddedPostgres started = new EmbeddedPostgres(settings, teardown, origin);
            started.report();
            return started;
        } catch (RuntimeException | Error failure) {
            teardown.closeAfter(failure);
            throw failure;
        }
    }

    private Cluster claim() {
        if (settings.dataDirectory().isEmpty()) {
            TemporaryData data = TemporaryData.make(place(), this::stopOrphan);
            teardown.add(data::close);
            return new Cluster(data.directory());
        }
        Cluster lasting = Cluster.in(settings.dataDirectory().get());
        Ownership ownership = Ownership.take(lasting.directory());
        teardown.add(ownership::close);
        return lasting;
    }

    private static Path place() {
        return TemporaryPlace.ofThisUser(ENGINE);
    }

    private void stopOrphan(Path directory) {
        Postmaster.stopOrphan(new Cluster(directory).data(), settings.stopTimeout());
    }

    private Binaries binaries() {
        Archive archive = Archive.find(Archive.Machine.current(), EmbeddedPostgres.class.getClassLoader());
        return Binaries.unpacked(
                archive,
                settings.binariesDirectory(),
                settings.dataDirectory().map(lasting -> cluster.directory()),
                EmbeddedPostgres::place);
    }

    private Postmaster launch(int wanted) {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            Duration left = settings.startupTimeout().minusNanos(System.nanoTime() - start);
            Postmaster launched = Postmaster.launch(binaries, cluster, LoopbackPort.choose(wanted), settings);
            teardown.add(() -> launched.stop(settings.stopTimeout()));
            if (launched.awaitReady(left)) {
                return launched;
            }
            boolean died = !launched.process().isAlive();
            launched.stop(settings.stopTimeout());
            String said = cluster.log().since(launched.firstLogged());
            if (!died || left.isNegative() || !isPassing(said, wanted, attempt)) {
                throw failed(said, wanted, died);
            }
            Processes.pause(Duration.ofMillis(100));
        }
    }

    /** Another process was quicker at the chosen port, or what a killed server left behind is not cleared away yet. */
    private static boolean isPassing(String said, int wanted, int attempt) {
        return said.contains("pre-existing shared memory block")
                || (wanted == 0 && said.contains("could not bind") && attempt < ATTEMPTS_AT_A_PORT);
    }

    private void follow(Standby origin) {
        teardown.add(origin::dropSlot);
        cluster.follow(origin);
    }

    private EmbeddedEngineException failed(String said, int wanted, boolean died) {
        if (wanted != 0 && said.contains("could not bind")) {
            return LoopbackPort.inUse(wanted);
        }
        String what = died
                ? "PostgreSQL did not start"
                : "PostgreSQL was not ready within " + settings.startupTimeout() + " (raise startupTimeout)";
        return new EmbeddedEngineException(
                Reason.ENGINE_FAILED, what + " on " + cluster.directory() + "; it said:\n" + said);
    }

    private void report() {
        recoveredOrphan.ifPresent(pid -> LOG.log(
                System.Logger.Level.INFO,
                "stopped PostgreSQL process {0} that a killed process had left on {1}",
                Long.toString(pid),
                cluster.directory()));
    }

    /**
     * Starts a replica of this server: a copy of its data that follows it, by streaming, and answers whoever only
     * reads. What this server is given by settings the replica is given too, unless its own settings say otherwise, and
     * it takes as many connections at least. User, password and databases are the same. Close it before this server.
     *
     * @param replicaSettings what it is to be like; a directory that a replica had before is made anew
     * @return the running replica
     * @throws EmbeddedEngineException if it does not start; nothing is left behind then
     */
    public EmbeddedPostgres replica(EmbeddedPostgresSettings replicaSettings) {
        if (follows) {
            throw new IllegalStateException("a replica has no replicas of its own");
        }
        synchronized (replicating) {
            return start(settings.forReplica(replicaSettings), Optional.of(Standby.numbered(this, replicas++)));
        }
    }

    /**
     * Lets a replica wait before it shows what its server has committed, from now on: for tests of what reads there.
     *
     * @param delay how long; zero for not at all
     * @throws EmbeddedEngineException if it refuses
     */
    public void delayReplica(Duration delay) {
        if (!follows) {
            throw new IllegalStateException("only a replica can be delayed");
        }
        String wanted = Long.toString(delay.toMillis());
        ask("alter system set recovery_min_apply_delay = " + wanted, "select pg_reload_conf()");
        String isSo =
                "select 1 from pg_settings where name = 'recovery_min_apply_delay' and setting = '" + wanted + "'";
        if (!Processes.await(() -> ask(isSo), settings.startupTimeout())) {
            throw new EmbeddedEngineException(
                    Reason.ENGINE_FAILED, "a replica does not take a delay, as its settings have one already");
        }
    }

    /** Asks over a connection of its own; true if the last statement gives a row. */
    private boolean ask(String... statements) {
        try (Connection connection = ownDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            boolean row = false;
            for (String sql : statements) {
                row = statement.execute(sql) && statement.getResultSet().next();
            }
            return row;
        } catch (SQLException refused) {
            throw new EmbeddedEngineException(Reason.ENGINE_FAILED, "a replica refused its delay", refused);
        }
    }

    /**
     * The port on 127.0.0.1. The same after a restart.
     *
     * @return the port
     */
    public int port() {
        return postmaster.port();
    }

    /**
     * The number of the server's first process; another after a restart.
     *
     * @return its process id
     */
    public long pid() {
        return postmaster.process().pid();
    }

    /**
     * Where the data live.
     *
     * @return the data directory
     */
    public Path dataDirectory() {
        return cluster.directory();
    }

    /**
     * The process that a killed owner had left running on this directory, and that was stopped before this start.
     *
     * @return its process id; empty if there was none
     */
    public OptionalLong recoveredOrphan() {
        return recoveredOrphan;
    }

    /**
     * The name of the superuser.
     *
     * @return the user
     */
    public String user() {
        return Cluster.SUPERUSER;
    }

    /**
     * The password of the superuser, made when the data directory was; without it nobody on this machine gets in.
     *
     * @return the password
     */
    public String password() {
        return password;
    }

    /**
     * The address of a database, without user and password.
     *
     * @param database its name
     * @return the URL
     */
    public String jdbcUrl(String database) {
        return jdbcUrl(port(), database);
    }

    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + checked(database);
    }

    /**
     * A source of connections to a database, user and password included; each is a new one.
     *
     * @param database its name
     * @return the source
     */
    public DataSource dataSource(String database) {
        return source(database);
    }

    /** One that does not wait for a server that has hung. */
    DataSource ownDataSource() {
        PGSimpleDataSource source = source(Cluster.SUPERUSER);
        source.setLoginTimeout(PATIENCE_SECONDS);
        source.setConnectTimeout(PATIENCE_SECONDS);
        source.setSocketTimeout((int) Math.max(1, settings.startupTimeout().toSeconds()));
        return source;
    }

    Path clusterDirectory() {
        return cluster.data();
    }

    private PGSimpleDataSource source(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {HOST});
        source.setPortNumbers(new int[] {port()});
        source.setDatabaseName(checked(database));
        source.setUser(user());
        source.setPassword(password);
        source.setApplicationName("openpolicy");
        return source;
    }

    /**
     * Makes a database unless it is there.
     *
     * @param name its name: small letters, digits and underscores
     * @throws EmbeddedEngineException if the server refuses
     */
    public void createDatabase(String name) {
        try (Connection connection = dataSource(Cluster.SUPERUSER).getConnection()) {
            if (!exists(connection, checked(name))) {
                create(connection, name);
            }
        } catch (SQLException refused) {
            throw new EmbeddedEngineException(Reason.ENGINE_FAILED, "cannot make the database " + name, refused);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select from pg_catalog.pg_database where datname = ?")) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void create(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create database \"" + name + "\"");
        } catch (SQLException refused) {
            boolean another =
                    DUPLICATE_DATABASE.equals(refused.getSQLState()) || UNIQUE_VIOLATION.equals(refused.getSQLState());
            if (!another) {
                throw refused;
            }
        }
    }

    private static String checked(String database) {
        if (!DATABASE.matcher(database).matches()) {
            throw new IllegalArgumentException("'" + database
                    + "' is not a usable name of a database: at most 63 small letters, digits and underscores, no digit"
                    + " first");
        }
        return database;
    }

    /** Ends the server as a cut of the power would, for tests of what depends on it. A second call does nothing. */
    public synchronized void kill() {
        postmaster.kill();
    }

    /**
     * Starts the server anew on the same port and data, after an orderly stop if it still runs.
     *
     * @throws EmbeddedEngineException if it does not start; it may be tried again
     */
    public synchronized void restart() {
        postmaster.thaw();
        postmaster.stop(settings.stopTimeout());
        postmaster = launch(port());
    }

    /** Stops all processes of the server where they are, as on a machine that hangs, until {@link #thaw}. */
    public synchronized void freeze() {
        Postmaster frozen = postmaster;
        teardown.add(frozen::thaw);
        frozen.freeze();
    }

    /** Lets a frozen server go on. Another goes on anyway. */
    public synchronized void thaw() {
        postmaster.thaw();
    }

    /** Stops the server, and removes a temporary directory. A second call does nothing. */
    @Override
    public void close() {
        teardown.close();
    }
}
