// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Run;
import java.util.Optional;

/** Something that a run noticed. */
final class NoticeShape {
    static final Shape<Run.Notice> SHAPE = ShapeBuilder.<Run.Notice>named(
                    "RunNotice", "Something that a run of an import noticed.")
            .of("code", "What kind, such as totals-differ.", Types.STRING, Run.Notice::code)
            .of("rejected", "Whether a file or row was refused.", Types.FLAG, Run.Notice::rejected)
            .filled("file", "The file, relative to its source.", Run.Notice::file)
            .maybe(
                    "line",
                    "The line in the file, from 1.",
                    Types.INTEGER,
                    notice -> Optional.<Number>of(notice.line()).filter(line -> line.longValue() > 0))
            .of("message", "What was found.", Types.STRING, Run.Notice::message)
            .like(() -> Examples.NOTICE);

    private NoticeShape() {}
}
