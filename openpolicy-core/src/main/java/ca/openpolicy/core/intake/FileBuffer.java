// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Claim;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SourceFile;

/** Holds what a file says until it is read to its end, so that a file that is refused leaves nothing. */
final class FileBuffer implements SourceFile.Receiver {
    private final String file;
    private final int maxRows;
    private final Gathered gathered;
    private final Notices notices;
    private long rows;

    FileBuffer(String file, Roll roll, IntakeSettings settings) {
        this.file = file;
        this.maxRows = settings.maxFileRows();
        this.gathered = new Gathered(roll);
        this.notices = new Notices(settings.maxNotices());
    }

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
        gathered.add(claim, new Place(file, line), notices);
    }

    @Override
    public void warn(String code, long line, String message) {
        notices.warn(code, new Place(file, line), message);
    }

    @Override
    public void reject(String code, long line, String message) {
        notices.reject(code, new Place(file, line), message);
    }

    Gathered gathered() {
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
