// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * An S3 server as a child process: S3Proxy in a JVM of its own, on a directory in which each bucket is a directory,
 * reachable from this machine only and with its keys only. Its jars are optional dependencies; without them the start
 * says which to add.
 *
 * <p>A directory has one owner at a time; a second one is refused. The server ends when its owner does, however that
 * ends. Clients must address buckets in the path, not in the name of the host, and should send bodies whole: S3Proxy
 * answers before it has read the last, empty chunk of a signed body in chunks, and a client that still writes it may
 * report a failure of what is done (in Amazon's SDK: {@code chunkedEncodingEnabled(false)} and checksums
 * {@code WHEN_REQUIRED}). Safe for use by many threads.
 */
public final class EmbeddedS3 implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedS3.class.getName());
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    private static final String ENGINE = "s3";
    private static final String ACCESS_KEY = "openpolicy";
    private static final int ATTEMPTS_AT_A_PORT = 10;
    private static final String TAKEN = "Address already in use";
    private static final int OK = 200;

    private final EmbeddedS3Settings settings;
    private final Teardown teardown;
    private final JavaHome home;
    private final OptionalLong recoveredOrphan;
    private final String secretKey;
    private final int port;
    private volatile JavaProcess server;

    private EmbeddedS3(EmbeddedS3Settings settings, Teardown teardown) {
        this.settings = settings;
        this.teardown = teardown;
        this.home = claim();
        this.recoveredOrphan = JavaProcess.stopOrphan(home, S3Main.class, settings.stopTimeout());
        this.secretKey = Secret.ofPassword(home.directory()).obtain();
        Launched launched = launch(settings.port());
        this.port = launched.port();
        this.server = launched.server();
    }

    private record Launched(int port, JavaProcess server) {}

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param settings what it is to be like
     * @return the running server
     * @throws EmbeddedEngineException if it does not start; nothing is left behind then
     */
    public static EmbeddedS3 start(EmbeddedS3Settings settings) {
        Library.S3.requirePresent(EmbeddedS3.class.getClassLoader());
        Teardown teardown = settings.stoppedAtExit() ? Teardown.atExit("stop-s3") : new Teardown();
        try {
            EmbeddedS3 started = new EmbeddedS3(settings, teardown);
            started.report();
            return started;
        } catch (RuntimeException | Error failure) {
            teardown.closeAfter(failure);
            throw failure;
        }
    }

    private JavaHome claim() {
        if (settings.dataDirectory().isEmpty()) {
            TemporaryData data = TemporaryData.make(
                    TemporaryPlace.ofThisUser(ENGINE),
                    abandoned -> JavaProcess.stopOrphan(JavaHome.s3(abandoned), S3Main.class, settings.stopTimeout()));
            teardown.add(data::close);
            return JavaHome.s3(data.directory());
        }
        JavaHome lasting = JavaHome.s3(settings.dataDirectory().get()).claimed();
        Ownership ownership = Ownership.take(lasting.directory());
        teardown.add(ownership::close);
        return lasting;
    }

    private Launched launch(int wanted) {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            Duration left = settings.startupTimeout().minusNanos(System.nanoTime() - start);
            int chosen = LoopbackPort.choose(wanted);
            JavaProcess launched = JavaProcess.launch(
                    home, S3Main.class, settings.heapMebibytes(), settings.stopTimeout(), properties(chosen));
            teardown.add(() -> launched.stop(settings.stopTimeout()));
            if (launched.awaitReady(left)) {
                return new Launched(chosen, launched);
            }
            boolean died = !launched.process().isAlive();
            launched.kill();
            String said = launched.said();
            boolean passing = wanted == 0 && said.contains(TAKEN) && attempt < ATTEMPTS_AT_A_PORT;
            if (!died || left.isNegative() || !passing) {
                throw failed(said, wanted, died);
            }
        }
    }

    private Properties properties(int chosen) {
        Properties all = new Properties();
        settings.serverSettings().forEach((name, value) -> all.put("s3proxy." + name, value));
        all.put("s3proxy.endpoint", endpoint(chosen).toString());
        all.put("s3proxy.authorization", "aws-v4");
        all.put("s3proxy.identity", ACCESS_KEY);
        all.put("s3proxy.credential", secretKey);
        return all;
    }

    private EmbeddedEngineException failed(String said, int wanted, boolean died) {
        if (wanted != 0 && said.contains(TAKEN)) {
            return LoopbackPort.inUse(wanted);
        }
        String what = died
                ? "S3Proxy did not start"
                : "S3Proxy was not ready within " + settings.startupTimeout() + " (raise startupTimeout)";
        return new EmbeddedEngineException(
                Reason.ENGINE_FAILED, what + " on " + home.directory() + "; it said:\n" + said);
    }

    private void report() {
        recoveredOrphan.ifPresent(pid -> LOG.log(
                System.Logger.Level.INFO,
                "stopped S3Proxy process {0} that a killed process had left on {1}",
                Long.toString(pid),
                home.directory()));
    }

    private static URI endpoint(int port) {
        return URI.create("http://" + LoopbackPort.HOST + ":" + port);
    }

    /**
     * Where clients connect. The same after a restart.
     *
     * @return the address
     */
    public URI endpoint() {
        return endpoint(port);
    }

    /**
     * The region that clients should name, as S3 wants one.
     *
     * @return the region
     */
    public String region() {
        return S3Request.REGION;
    }

    /**
     * The access key of the one user.
     *
     * @return the key
     */
    public String accessKey() {
        return ACCESS_KEY;
    }

    /**
     * The secret key of the one user, made when the data directory was; without it nobody on this machine gets in.
     *
     * @return the key
     */
    public String secretKey() {
        return secretKey;
    }

    /**
     * The port on 127.0.0.1. The same after a restart.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * The number of the server's process; another after a restart.
     *
     * @return its process id
     */
    public long pid() {
        return server.process().pid();
    }

    /**
     * Where the data live.
     *
     * @return the data directory
     */
    public Path dataDirectory() {
        return home.directory();
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
     * Makes a bucket unless it is there.
     *
     * @param name its name: 3 to 63 small letters, digits and hyphens
     * @throws EmbeddedEngineException if the server refuses
     */
    public void createBucket(String name) {
        if (!BUCKET.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' is not a usable name of a bucket: 3 to 63 small letters, digits and hyphens, no hyphen at the"
                    + " ends");
        }
        try {
            S3Request.Answer answer = new S3Request(endpoint(), ACCESS_KEY, secretKey).put("/" + name, Instant.now());
            if (answer.status() != OK && !answer.body().contains("BucketAlready")) {
                throw new EmbeddedEngineException(
                        Reason.ENGINE_FAILED,
                        "cannot make the bucket " + name + ": " + answer.status() + " " + answer.body());
            }
        } catch (IOException unanswered) {
            throw new EmbeddedEngineException(Reason.ENGINE_FAILED, "cannot make the bucket " + name, unanswered);
        }
    }

    /** Ends the server as a cut of the power would, for tests of what depends on it. A second call does nothing. */
    public synchronized void kill() {
        server.kill();
    }

    /**
     * Starts the server anew on the same port and data, after an orderly stop if it still runs.
     *
     * @throws EmbeddedEngineException if it does not start; it may be tried again
     */
    public synchronized void restart() {
        server.stop(settings.stopTimeout());
        server = launch(port).server();
    }

    /** Stops the server, and removes a temporary directory. A second call does nothing. */
    @Override
    public void close() {
        teardown.close();
    }
}
