// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * The peer of the server: the same rows of the same databases as the same JSON, through Jdbi in bare handlers. It
 * checks nothing, bounds nothing, and tells nobody how it does.
 */
final class BareServer {
    static final int POOL_SIZE = 16;

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());
    private static final String ORDER =
            "number_prefix collate \"C\", number_value, number_suffix collate \"C\", parliament, session_number, id";

    private final ShardMap shards;
    private final Map<String, Jdbi> databases = new HashMap<>();
    private final Map<String, String> notices;

    private BareServer(List<HikariDataSource> pools) {
        List<Shard> all = new ArrayList<>();
        for (HikariDataSource pool : pools) {
            Shard shard = Shard.at("s" + all.size(), pool);
            all.add(shard);
            databases.put(shard.name(), Jdbi.create(pool));
        }
        this.shards = ShardMap.of(all);
        this.notices = database(shards.shards().getFirst())
                .withHandle(handle -> handle.createQuery(
                                "select code, notice_en from openpolicy.jurisdiction where notice_en is not null")
                        .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** On the databases that follow the port, the user and the file of the password. */
    static BareServer of(String[] arguments) throws IOException {
        String password = Files.readString(Path.of(arguments[2]));
        List<HikariDataSource> pools = Arrays.stream(arguments)
                .skip(3)
                .map(url -> pool(url, arguments[1], password))
                .toList();
        return new BareServer(pools);
    }

    public static void main(String[] arguments) throws IOException {
        BareServer bare = of(arguments);
        WebServer.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                // else an answer of two writes waits for the client's delayed acknowledgement
                .connectionOptions(options -> options.tcpNoDelay(true))
                .routing(routing -> routing.get("/ready", (request, response) -> response.send("ready"))
                        .get("/api/v1/bills/{jurisdiction}/{session}/{number}", bare::one)
                        .get("/api/v1/bills", bare::list))
                .build()
                .start();
    }

    private static HikariDataSource pool(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(POOL_SIZE);
        return new HikariDataSource(config);
    }

    private Jdbi database(Shard shard) {
        return Objects.requireNonNull(databases.get(shard.name()));
    }

    private void one(ServerRequest request, ServerResponse response) {
        String key = request.path().pathParameters().get("jurisdiction") + "/"
                + request.path().pathParameters().get("session") + "/"
                + request.path().pathParameters().get("number");
        one(key).ifPresentOrElse(
                        body -> send(response, body),
                        () -> response.status(Status.NOT_FOUND_404).send());
    }

    /** The body of one bill. */
    Optional<byte[]> one(String text) {
        BillKey key = BillKey.parse(text);
        return database(shards.owner(key.id()))
                .withHandle(handle -> handle.createQuery("select * from openpolicy.bill where id = ?")
                        .bind(0, key.id().value())
                        .map((row, context) -> BareBill.read(row))
                        .findOne())
                .map(bill -> json(json -> single(bill, json)));
    }

    private void single(BareBill bill, JsonGenerator json) {
        json.writeStartObject();
        json.writeKey("data");
        bill.write(json);
        meta(bill.jurisdiction(), json);
        json.writeEnd();
    }

    private void list(ServerRequest request, ServerResponse response) {
        String jurisdiction = request.query().get("jurisdiction");
        String session = request.query().get("session");
        int limit = Integer.parseInt(request.query().get("limit"));
        Optional<String> cursor = request.query().first("cursor").asOptional();
        List<BareBill> bills = shards.shards().stream()
                .map(this::database)
                .flatMap(database ->
                        database.withHandle(handle -> bills(handle, jurisdiction, session, limit + 1, cursor)).stream())
                .sorted(BareBill.BY_NUMBER)
                .limit(limit + 1)
                .toList();
        String here =
                "/api/v1/bills?jurisdiction=" + jurisdiction + "&session=" + session + "&sort=number&limit=" + limit;
        send(response, json(json -> page(bills, here, limit, json)));
    }

    private static List<BareBill> bills(
            Handle handle, String jurisdiction, String session, int limit, Optional<String> cursor) {
        String after = cursor.isPresent() ? " and (" + ORDER + ") > (?, ?, ?, ?, ?, ?)" : "";
        Query query = handle.createQuery("select * from openpolicy.bill where jurisdiction = ? and session = ?" + after
                        + " order by " + ORDER + " limit " + limit)
                .bind(0, jurisdiction)
                .bind(1, session);
        cursor.ifPresent(place -> bind(query, place));
        return query.map((row, context) -> BareBill.read(row)).list();
    }

    private static void bind(Query query, String cursor) {
        String[] keys = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(",", -1);
        query.bind(2, keys[0])
                .bind(3, Integer.parseInt(keys[1]))
                .bind(4, keys[2])
                .bind(5, Integer.parseInt(keys[3]))
                .bind(6, Integer.parseInt(keys[4]))
                .bind(7, Long.parseLong(keys[5]));
    }

    private void page(List<BareBill> bills, String here, int limit, JsonGenerator json) {
        json.writeStartObject();
        json.writeStartArray("data");
        bills.stream().limit(limit).forEach(bill -> bill.write(json));
        json.writeEnd();
        json.writeStartObject("page");
        json.write("limit", limit);
        if (bills.size() > limit) {
            json.write("next", here + "&cursor=" + cursor(bills.get(limit - 1)));
        } else {
            json.writeNull("next");
        }
        json.writeNull("prev");
        json.writeNull("total");
        json.writeEnd();
        meta(bills.getFirst().jurisdiction(), json);
        json.writeEnd();
    }

    private static String cursor(BareBill bill) {
        String keys = String.join(
                ",",
                bill.prefix(),
                Integer.toString(bill.value()),
                bill.suffix(),
                Integer.toString(bill.parliament()),
                Integer.toString(bill.sessionNumber()),
                Long.toString(bill.id()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.getBytes(StandardCharsets.UTF_8));
    }

    private void meta(String jurisdiction, JsonGenerator json) {
        json.writeStartObject("meta");
        Optional.ofNullable(notices.get(jurisdiction))
                .ifPresentOrElse(notice -> json.write("notice", notice), () -> json.writeNull("notice"));
        json.writeStartObject("links");
        json.write("freshness", "/api/v1/platform/sources");
        json.writeEnd();
        json.writeEnd();
    }

    private static byte[] json(Consumer<JsonGenerator> body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = GENERATORS.createGenerator(bytes)) {
            body.accept(json);
        }
        return bytes.toByteArray();
    }

    private static void send(ServerResponse response, byte[] body) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(body);
    }
}
