// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A Redis Cluster of three masters as child processes, each a third of the keys, without replicas: a cluster to develop
 * and test with. Each node is what {@link EmbeddedRedis} is, on one directory and with one password for all.
 *
 * <p>While one node is down, the keys of the others are served. The nodes speak with each other on the port 10,000
 * above their own, on 127.0.0.1 only, where Redis knows no passwords. Safe for use by many threads.
 */
public final class EmbeddedRedisCluster implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedRedisCluster.class.getName());
    private static final String ENGINE = "redis";
    private static final String CLUSTER = "redis-cluster";
    private static final String NODE = "node-";
    private static final int NODES = 3;
    private static final int MAJORITY = 2;
    private static final Set<String> OURS = Set.of(NODE + 0, Ownership.LOCK);

    private final EmbeddedRedisSettings settings;
    private final Teardown teardown;
    private final Path directory;
    private final List<Long> recoveredOrphans;
    private final String password;
    private final RedisSlots slots;
    private final List<RedisNode> nodes;

    private EmbeddedRedisCluster(EmbeddedRedisSettings settings, Teardown teardown) {
        long start = System.nanoTime();
        this.settings = settings;
        this.teardown = teardown;
        this.directory = claim();
        this.recoveredOrphans = stopOrphans(directory).boxed().toList();
        Path program = RedisProgram.unpacked(settings, directory, TemporaryPlace.ofThisUser(ENGINE));
        this.password = Secret.ofPassword(directory).obtain();
        this.nodes = IntStream.range(0, NODES)
                .mapToObj(number -> node(program, number))
                .toList();
        this.slots = new RedisSlots(nodes);
        Duration left = settings.startupTimeout().minusNanos(System.nanoTime() - start);
        awaitReady(left);
    }

    /**
     * Starts three nodes, makes them a cluster unless they are one already, and waits until all of them say that it is
     * well.
     *
     * @param settings what each node is to be like; the port is that of the first, the next two follow it
     * @return the running cluster
     * @throws EmbeddedEngineException if it does not start; nothing is left behind then
     */
    public static EmbeddedRedisCluster start(EmbeddedRedisSettings settings) {
        Teardown teardown = settings.stoppedAtExit() ? Teardown.atExit("stop-redis-cluster") : new Teardown();
        try {
            EmbeddedRedisCluster started = new EmbeddedRedisCluster(settings, teardown);
            started.report();
            return started;
        } catch (RuntimeException | Error failure) {
            teardown.closeAfter(failure);
            throw failure;
        }
    }

    private Path claim() {
        if (settings.dataDirectory().isEmpty()) {
            TemporaryData data = TemporaryData.make(TemporaryPlace.ofThisUser(CLUSTER), this::stopOrphans);
            teardown.add(data::close);
            return data.directory();
        }
        Path lasting = DataDirectory.in(settings.dataDirectory().get(), OURS);
        Ownership ownership = Ownership.take(lasting);
        teardown.add(ownership::close);
        return lasting;
    }

    private LongStream stopOrphans(Path abandoned) {
        return IntStream.range(0, NODES)
                .mapToObj(number -> RedisProcess.stopOrphan(home(abandoned, number), settings.stopTimeout()))
                .flatMapToLong(found -> found.stream());
    }

    static RedisHome home(Path directory, int number) {
        return new RedisHome(directory.resolve(NODE + number));
    }

    private RedisNode node(Path program, int number) {
        RedisHome home = RedisHome.in(directory.resolve(NODE + number));
        int port = settings.port() == 0 ? 0 : settings.port() + number;
        return new RedisNode(program, home, password, port, true, settings, teardown);
    }

    private void awaitReady(Duration limit) {
        try {
            slots.join();
        } catch (IOException refused) {
            throw new EmbeddedEngineException(
                    Reason.ENGINE_FAILED, "the nodes in " + directory + " do not become a cluster", refused);
        }
        if (!Processes.await(slots::areServed, limit)) {
            throw new EmbeddedEngineException(
                    Reason.ENGINE_FAILED,
                    "the nodes in " + directory + " were not a cluster within " + settings.startupTimeout()
                            + " (raise startupTimeout); their logs are redis.log in each");
        }
    }

    private void report() {
        recoveredOrphans.forEach(pid -> LOG.log(
                System.Logger.Level.INFO,
                "stopped Redis process {0} that a killed process had left on {1}",
                Long.toString(pid),
                directory));
    }

    /**
     * The ports on 127.0.0.1, by node. The same after a restart; a client needs one of them to find the others.
     *
     * @return three ports
     */
    public List<Integer> ports() {
        return nodes.stream().map(RedisNode::port).toList();
    }

    /**
     * The numbers of the processes, by node.
     *
     * @return three process ids
     */
    public List<Long> pids() {
        return nodes.stream().map(RedisNode::pid).toList();
    }

    /**
     * The password of the user {@code default} on all nodes, made when the data directory was.
     *
     * @return the password
     */
    public String password() {
        return password;
    }

    /**
     * Where the data live, those of each node in a directory of its own below.
     *
     * @return the data directory
     */
    public Path dataDirectory() {
        return directory;
    }

    /**
     * The processes that a killed owner had left running on this directory, and that were stopped before this start.
     *
     * @return their process ids
     */
    public List<Long> recoveredOrphans() {
        return recoveredOrphans;
    }

    /**
     * Ends a node as a cut of the power would. A second call does nothing.
     *
     * @param node its number, 0 to 2
     */
    public synchronized void kill(int node) {
        nodes.get(node).kill();
    }

    /**
     * Starts a node anew on the same port and data, after an orderly stop if it still runs, and waits until the nodes
     * that run say that the cluster is well, if they are enough for that.
     *
     * @param node its number, 0 to 2
     * @throws EmbeddedEngineException if it does not start; it may be tried again
     */
    public synchronized void restart(int node) {
        nodes.get(node).restart();
        if (nodes.stream().filter(RedisNode::isAlive).count() >= MAJORITY) {
            awaitReady(settings.startupTimeout());
        }
    }

    /** Stops all nodes, and removes a temporary directory. A second call does nothing. */
    @Override
    public void close() {
        teardown.close();
    }
}
