// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Run;
import java.util.Optional;

/** Something that a run noticed. */
final class NoticeShape implements Shape<Run.Notice> {
    @Override
    public void write(Run.Notice notice, Pen pen) {
        pen.string("code", notice.code());
        pen.flag("rejected", notice.rejected());
        pen.filled("file", notice.file());
        pen.number("line", Optional.of(notice.line()).filter(line -> line > 0));
        pen.string("message", notice.message());
    }
}
