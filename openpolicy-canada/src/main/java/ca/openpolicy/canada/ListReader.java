// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.RejectedException;

/** Takes the rows of a list one by one: a bad one is refused alone, the others are taken. For one thread. */
final class ListReader implements RowSink {
    private final Reading reading;
    private final Entry.Mapper mapper;
    private final Seen seen = new Seen();
    private long count;

    ListReader(Reading reading, Entry.Mapper mapper) {
        this.reading = reading;
        this.mapper = mapper;
    }

    @Override
    public void accept(Row row) throws InterruptedException {
        Reading.stopIfInterrupted();
        if (++count > reading.settings().maxRows()) {
            throw Refusal.tooMany("rows", reading.settings().maxRows(), "max-rows", row.line());
        }
        try {
            take(row);
        } catch (RejectedException bad) {
            refuse(bad);
        } catch (InvalidValueException bad) {
            refuse(Refusal.invalid(bad, row.line()));
        }
    }

    @Override
    public void refuse(RejectedException bad) {
        reading.reject(bad);
    }

    private void take(Row row) {
        Entry entry = mapper.map(row);
        switch (seen.add(entry.key(), row.fingerprint())) {
            case NEW -> entry.claims().forEach(claim -> reading.out().claim(claim, row.line()));
            case IDENTICAL ->
                reading.warn("duplicate-row", row.line(), entry.key() + " comes twice, the same each time");
            case CONTRADICTORY ->
                refuse(new RejectedException(
                        "contradictory-row",
                        row.line(),
                        entry.key() + " comes twice with different values; the first stays"));
        }
    }
}
