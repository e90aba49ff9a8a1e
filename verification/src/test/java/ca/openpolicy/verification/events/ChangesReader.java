// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.events;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Reads the changes over HTTP, page after page, while they happen, and goes on after each death of the server. */
final class ChangesReader implements Runnable {
    private static final Set<String> VERSIONS = Set.of("bill.created", "bill.updated", "bill.deleted");
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final EventWorld world;
    private final BooleanSupplier done;
    private final List<Told> read = new ArrayList<>();
    private String since = "";

    ChangesReader(EventWorld world, BooleanSupplier done) {
        this.world = world;
        this.done = done;
    }

    /** To the end that there is when all transactions have ended: what is open holds the feed back. */
    @Override
    public void run() {
        boolean last = false;
        while (!last) {
            boolean ended = done.getAsBoolean();
            last = isAtEnd() && ended;
        }
    }

    List<Told> read() {
        return read;
    }

    private boolean isAtEnd() {
        try {
            List<JsonObject> page = page();
            page.forEach(this::note);
            if (page.isEmpty()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return page.isEmpty();
        } catch (IOException | IllegalStateException dead) {
            LockSupport.parkNanos(PAUSE.toNanos());
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<JsonObject> page() throws IOException, InterruptedException {
        String from = since.isEmpty() ? "" : "&since=" + since;
        return world.server()
                .get("/api/v1/changes?resource=bill&limit=37" + from)
                .getJsonArray("data")
                .getValuesAs(JsonValue::asJsonObject);
    }

    private void note(JsonObject change) {
        since = change.getString("since");
        if (VERSIONS.contains(change.getString("type"))) {
            JsonObject aggregate = change.getJsonObject("aggregate");
            read.add(new Told(
                    aggregate.getString("id"),
                    aggregate.getJsonNumber("version").longValueExact()));
        }
    }
}
