// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.InvalidDraftException;
import ca.openpolicy.core.RejectedException;
import java.util.Optional;

/** Reads one line: an object, and of which kind it is. */
record NdjsonLine(ReadSettings settings) {
    /** An object of a known kind, not yet read as a word. */
    record Opened(Kind kind, Node.Fields object, Findings findings) {
        <W> W read(Reading.Part<W> shape) {
            return shape.read(new Reading(object, "", findings, 0))
                    .orElseThrow(() -> new InvalidDraftException(findings.all()));
        }
    }

    boolean recognises(String text) {
        try {
            return kind(StrictJson.read(text, settings, new Findings(1))).isPresent();
        } catch (RejectedException e) {
            return false;
        }
    }

    Opened open(String text) {
        Findings findings = new Findings(settings.maxFaults());
        Node.Fields object = StrictJson.read(text, settings, findings);
        Kind kind = kind(object)
                .orElseThrow(() -> new RejectedException(
                        "unknown-kind",
                        0,
                        "neither kind nor url says what it is: kind must be one of "
                                + String.join(", ", Coded.codes(Kind.class))));
        return new Opened(kind, object, findings);
    }

    private static Optional<Kind> kind(Node.Fields object) {
        return words(object, "kind")
                .flatMap(code -> Coded.find(Kind.class, code))
                .or(() -> words(object, "url").flatMap(Kind::ofUrl));
    }

    private static Optional<String> words(Node.Fields object, String name) {
        return Optional.ofNullable(object.byName().get(name))
                .filter(Node.Words.class::isInstance)
                .map(node -> ((Node.Words) node).value());
    }
}
