// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.SourceFile;
import ca.openpolicy.core.UnavailableException;
import java.util.List;

/** Reads all files of a source. A file that cannot be taken leaves nothing but a notice. */
final class Reading {
    private final IntakeSettings settings;
    private final Journal journal;
    private final Progress progress;
    private final Roll roll;
    private final Gathered all;

    Reading(IntakeSettings settings, Journal journal, Progress progress, Roll roll) {
        this.settings = settings;
        this.journal = journal;
        this.progress = progress;
        this.roll = roll;
        this.all = new Gathered(roll);
    }

    Gathered read(Source source) throws InterruptedException {
        List<SourceFile> files = source.files();
        progress.started(files.size());
        int number = 0;
        try (FilesAhead ahead = new FilesAhead(files, source.concurrent() ? settings.readers() : 1, settings)) {
            for (SourceFile file : files) {
                Interruption.check();
                progress.file(file.name(), ++number, files.size());
                take(file, ahead.next());
                journal.saveIfDue();
            }
        }
        return all;
    }

    private void take(SourceFile file, FilesAhead.Read read) {
        try {
            read.failure().ifPresent(FilesAhead.Failure::raise);
            Gathered gathered = read.buffer().gathered(roll);
            checkRoom(gathered);
            all.addAll(gathered);
            journal.read(read.buffer().rows(), read.buffer().notices());
        } catch (UnavailableException e) {
            // all further files would be asked for in vain
            throw e;
        } catch (RejectedException e) {
            journal.refuse(e.code(), new Place(file.name(), e.line()), Notices.reason(e));
        } catch (RuntimeException | StackOverflowError e) {
            journal.refuse("unreadable-file", new Place(file.name(), 0), Journal.words(e));
        }
    }

    private void checkRoom(Gathered file) {
        check("too-many-ballots", (long) all.ballotCount() + file.ballotCount(), settings.maxBallots(), "maxBallots");
        check("too-many-claims", (long) all.claimCount() + file.claimCount(), settings.maxClaims(), "maxClaims");
        long characters = all.textCharacterCount() + file.textCharacterCount();
        check("too-much-text", characters, settings.maxTextCharacters(), "maxTextCharacters");
    }

    private static void check(String code, long wanted, long max, String setting) {
        if (wanted > max) {
            String message = "with this file the run would hold " + wanted + ", more than " + max;
            throw new RejectedException(code, 0, message + " (" + setting + ")");
        }
    }
}
