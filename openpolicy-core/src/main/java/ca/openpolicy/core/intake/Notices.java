// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Run.Notice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a run noticed. All of it is counted, a bounded part is kept; refusals are kept before warnings. */
final class Notices {
    private static final Comparator<Notice> ORDER = Comparator.comparing(Notice::file)
            .thenComparingLong(Notice::line)
            .thenComparing(Notice::code)
            .thenComparing(Notice::message);

    private final int max;
    private final List<Notice> refusals = new ArrayList<>();
    private final List<Notice> warnings = new ArrayList<>();
    private long refused;
    private long warned;

    Notices(int max) {
        this.max = max;
    }

    /** What an exception says. */
    static String reason(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    void warn(String code, Place place, String message) {
        warned++;
        keep(warnings, new Notice(code, false, place.file(), place.line(), message));
    }

    void reject(String code, Place place, String message) {
        refused++;
        keep(refusals, new Notice(code, true, place.file(), place.line(), message));
    }

    void add(Notice notice) {
        Place place = new Place(notice.file(), notice.line());
        if (notice.rejected()) {
            reject(notice.code(), place, notice.message());
        } else {
            warn(notice.code(), place, notice.message());
        }
    }

    /** Takes what another one kept, and what it only counted. */
    void addAll(Notices other) {
        refused += other.refused;
        warned += other.warned;
        other.refusals.forEach(notice -> keep(refusals, notice));
        other.warnings.forEach(notice -> keep(warnings, notice));
    }

    long rejected() {
        return refused;
    }

    long warnings() {
        return warned;
    }

    /** The kept notices, in the order of files and lines. */
    List<Notice> kept() {
        return Stream.concat(refusals.stream(), warnings.stream())
                .limit(max)
                .sorted(ORDER)
                .toList();
    }

    private void keep(List<Notice> kind, Notice notice) {
        if (kind.size() < max) {
            kind.add(notice);
        }
    }
}
