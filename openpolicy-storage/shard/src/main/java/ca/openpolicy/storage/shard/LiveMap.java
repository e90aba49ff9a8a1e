// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.UnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The map as the shards tell it, read when it is first needed and whenever one of them says that something moved. Only
 * what changed since is read again. Safe for use by many threads, one of which reads at a time.
 */
final class LiveMap {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final List<Shard> configured;
    private final Roles roles;
    private final ShardSettings settings;
    private final ShardSchema schema;
    private final ThreadFactory threads;
    private final Map<String, Claims> claims = new ConcurrentHashMap<>();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable ShardMap current;

    LiveMap(List<Shard> configured, Roles roles, ShardSettings settings, ThreadFactory threads) {
        this.configured = configured;
        this.roles = roles;
        this.settings = settings;
        this.schema = new ShardSchema(settings.schema());
        this.threads = threads;
    }

    /** The map as it is known. */
    ShardMap known(long end) {
        ShardMap known = current;
        return known == null ? readUnless(known, end) : known;
    }

    /** The map after something was found elsewhere than in the one that was followed; later and later if in vain. */
    ShardMap after(ShardMap followed, int turn, long end) {
        pause(turn, end);
        return readUnless(followed, end);
    }

    private void pause(int turn, long end) {
        long longest = Math.min(LONGEST_PAUSE.toNanos(), SHORTEST_PAUSE.toNanos() << Math.min(turn, 10));
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw moving(new TimeoutException("the slots did not settle in time"));
        }
        try {
            if (turn > 0) {
                TimeUnit.NANOSECONDS.sleep(Math.min(longest, left));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw moving(e);
        }
    }

    private UnavailableException moving(Exception cause) {
        return new UnavailableException("slots are on their way to another shard", settings.retryAfter(), cause);
    }

    /** Nobody reads what another has just read. */
    private ShardMap readUnless(@Nullable ShardMap followed, long end) {
        try {
            if (!reading.tryLock(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw late();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(e);
        }
        try {
            ShardMap known = current;
            if (known != null && known != followed) {
                return known;
            }
            ShardMap read = read(end);
            current = read;
            return read;
        } finally {
            reading.unlock();
        }
    }

    /**
     * A shard that does not answer is known by what the others say of it; once one of them has answered, the rest is
     * not waited for much longer.
     */
    private ShardMap read(long end) {
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        configured.forEach(
                shard -> threads.newThread(() -> answers.add(answer(shard))).start());
        long patience = settings.grace().toNanos();
        long until = end;
        boolean answered = false;
        Optional<RuntimeException> failure = Optional.empty();
        for (int missing = configured.size(); missing > 0; missing--) {
            Optional<Answer> next = next(answers, until);
            if (next.isEmpty()) {
                failure = failure.or(() -> Optional.of(late()));
                break;
            }
            Answer answer = next.get();
            answer.told().ifPresent(told -> claimsOf(answer.shard()).take(told));
            failure = failure.or(answer::failure);
            if (answer.told().isPresent() && !answered) {
                answered = true;
                until = Math.min(end, System.nanoTime() + patience);
            }
        }
        if (!answered) {
            throw failure.orElseThrow();
        }
        return Claims.merged(configured, claims);
    }

    /** What came of asking a shard. */
    private record Answer(Shard shard, Optional<Told> told, Optional<RuntimeException> failure) {}

    private Answer answer(Shard shard) {
        try {
            return new Answer(shard, Optional.of(ask(shard)), Optional.empty());
        } catch (RuntimeException e) {
            return new Answer(shard, Optional.empty(), Optional.of(e));
        }
    }

    private Optional<Answer> next(BlockingQueue<Answer> answers, long until) {
        try {
            return Optional.ofNullable(answers.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(e);
        }
    }

    private UnavailableException late() {
        return unreadable(new TimeoutException("no shard said in time what it owns"));
    }

    private UnavailableException unreadable(Exception cause) {
        return new UnavailableException("which shard owns what could not be read", settings.retryAfter(), cause);
    }

    private Claims claimsOf(Shard shard) {
        return claims.computeIfAbsent(shard.name(), unused -> new Claims());
    }

    /** What a shard says: of itself, and of the slots that have changed since it was asked last. */
    record Told(long epoch, List<String> members, List<Run> runs) {}

    /** Whose the slots of a run are, since when. */
    record Run(int first, int last, String owner, long epoch) {}

    /** In runs, for a new process reads them all and should not take long to begin. */
    private Told ask(Shard shard) {
        long since =
                Optional.ofNullable(claims.get(shard.name())).map(Claims::since).orElse(-1L);
        Question<Line> question = new Question<>(
                "select self.map_epoch, self.members, r.first, r.last, r.owner, r.epoch from " + schema.self()
                        + " self left join (select min(slot) as first, max(slot) as last, owner, epoch from (select slot,"
                        + " owner, epoch, slot - row_number() over (partition by owner, epoch order by slot) as run from "
                        + schema.slots() + " where epoch > ?) slots group by owner, epoch, run) r on true"
                        + " where self.complete",
                List.of(since),
                LiveMap::line);
        return told(shard, lines(shard, question));
    }

    private List<Line> lines(Shard shard, Question<Line> question) {
        Gate gate = new Gate.Open();
        Work<List<Line>> asking = connection -> question.ask(connection, gate);
        try {
            return new Transaction<>(
                            shard,
                            roles.primary(shard),
                            Transaction.Mode.QUESTION,
                            settings.deadline(),
                            settings,
                            gate,
                            asking)
                    .call();
        } catch (StatementFailedException e) {
            throw SqlFailures.unprepared(e).orElse(e);
        }
    }

    private Told told(Shard shard, List<Line> lines) {
        if (lines.isEmpty() || lines.getFirst().members().isEmpty()) {
            throw SqlFailures.unprepared(shard.name());
        }
        Line first = lines.getFirst();
        return new Told(
                first.epoch(),
                first.members(),
                lines.stream().flatMap(line -> line.run().stream()).toList());
    }

    private record Line(long epoch, List<String> members, Optional<Run> run) {}

    private static Line line(ResultSet row) throws SQLException {
        int first = row.getInt(3);
        Optional<Run> told = row.wasNull()
                ? Optional.empty()
                : Optional.of(new Run(first, row.getInt(4), row.getString(5), row.getLong(6)));
        return new Line(row.getLong(1), members(row), told);
    }

    private static List<String> members(ResultSet row) throws SQLException {
        java.sql.@Nullable Array members = row.getArray(2);
        return members == null
                ? List.of()
                : Stream.of((Object[]) members.getArray()).map(String::valueOf).toList();
    }
}
