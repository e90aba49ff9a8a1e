// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.EntityId;
import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens some shards in a JVM of its own and asks for one row. Prints the milliseconds that passed and those of CPU,
 * from nothing, and without what the application's own pools take to connect.
 */
final class ShardStartProgram {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ShardStartProgram() {}

    /** A moment. */
    private record Mark(long wall, long cpu) {
        static Mark now() {
            return new Mark(System.nanoTime(), SYSTEM.getProcessCpuTime());
        }

        String since(Mark before) {
            return (wall - before.wall) / 1e6 + " " + (cpu - before.cpu) / 1e6;
        }
    }

    /** Whose shards, user, password, and the addresses of the databases. */
    public static void main(String[] arguments) throws Exception {
        EntityId id = EntityId.of("thing", "near/1");
        Mark start = Mark.now();
        List<HikariDataSource> pools = new ArrayList<>();
        for (String url : List.of(arguments).subList(3, arguments.length)) {
            pools.add(used(Things.pool(url, arguments[1], arguments[2])));
        }
        Mark connected = Mark.now();
        try (Routed routed = arguments[0].equals("shards") ? RoutedByUs.over(pools) : RoutedBySphere.over(pools)) {
            String name = routed.name(id);
            Mark end = Mark.now();
            System.out.println(name.isEmpty() ? "nothing" : end.since(start) + " " + end.since(connected));
        } finally {
            pools.forEach(HikariDataSource::close);
        }
        System.exit(0);
    }

    private static HikariDataSource used(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1")) {
            row.next();
            return pool;
        }
    }
}
