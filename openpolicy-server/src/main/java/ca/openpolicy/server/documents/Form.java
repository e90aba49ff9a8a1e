// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.core.Coded;
import ca.openpolicy.server.Answers;

/** The forms in which answers are described; a test holds them against what is served. */
enum Form implements Coded {
    JSON(Answers.JSON),
    NDJSON("application/x-ndjson"),
    CSV("text/csv");

    private final String mediaType;

    Form(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }
}
