// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Claim;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SourceFile;
import java.util.ArrayList;
import java.util.List;

/** Holds what a file says until it is read to its end, so that a file that is refused leaves nothing. */
final class FileBuffer implements SourceFile.Receiver {
    private final String file;
    private final int maxRows;
    private final List<Said> said = new ArrayList<>();
    private final Notices notices;
    private long rows;

    FileBuffer(String file, IntakeSettings settings) {
        this.file = file;
        this.maxRows = settings.maxFileRows();
        this.notices = new Notices(settings.maxNotices());
    }

    private record Said(Claim claim, long line) {}

    @Override
    public void unrecognised(String found) {
        notices.warn("unrecognised-file", new Place(file, 0), found);
    }

    @Override
    public void claim(Claim claim, long line) {
        rows += claim instanceof Claim.OfBallots ballots ? ballots.casts().size() : 1;
        if (rows > maxRows) {
            throw new RejectedException("too-many-rows", line, "more than " + maxRows + " rows (maxFileRows)");
        }
        said.add(new Said(claim, line));
    }

    @Override
    public void warn(String code, long line, String message) {
        notices.warn(code, new Place(file, line), message);
    }

    @Override
    public void reject(String code, long line, String message) {
        notices.reject(code, new Place(file, line), message);
    }

    /** What was claimed, in the order of the file; what is odd about it is noticed. */
    Gathered gathered(Roll roll) {
        Gathered gathered = new Gathered(roll);
        said.forEach(each -> gathered.add(each.claim, new Place(file, each.line), notices));
        said.clear();
        return gathered;
    }

    Notices notices() {
        return notices;
    }

    /** How many rows were read, those that were refused included. */
    long rows() {
        return rows + notices.rejected();
    }
}
