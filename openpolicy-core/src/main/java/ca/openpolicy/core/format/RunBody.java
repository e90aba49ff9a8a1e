// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Fault;
import ca.openpolicy.core.InvalidDraftException;
import ca.openpolicy.core.MalformedBodyException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Reads the bodies of requests that order an import: the name of a source, never a place. It throws
 * {@link MalformedBodyException} for bytes that are not one strict JSON text in UTF-8, and
 * {@link InvalidDraftException} with all faults of a body that can be read.
 */
public final class RunBody {
    private static final String SOURCE = "source";

    private final BodySettings settings;

    private RunBody(BodySettings settings) {
        this.settings = settings;
    }

    /**
     * Makes a reader.
     *
     * @param settings its limits
     * @return the reader
     */
    public static RunBody of(BodySettings settings) {
        return new RunBody(settings);
    }

    /**
     * What an order looks like.
     *
     * @return the JSON Schema
     */
    public static JsonObject schema() {
        JsonObjectBuilder name = Schemas.object()
                .add("type", "string")
                .add("description", "The name of a source that the settings of the server have.");
        return Schemas.object()
                .add("type", "object")
                .add("description", "The order of an import.")
                .add("properties", Schemas.object().add(SOURCE, name))
                .add("required", Schemas.array().add(SOURCE))
                .add("additionalProperties", false)
                .add("example", Schemas.object().add(SOURCE, "sample-parliament"))
                .build();
    }

    /**
     * Reads which source is to be imported.
     *
     * @param body the bytes of the body
     * @return the name, unchecked
     * @throws MalformedBodyException if this is not a strict JSON text
     * @throws InvalidDraftException with all faults, if there are any
     */
    public String source(byte[] body) {
        BodyFields fields = new BodyFields(
                        BodyText.read(body, settings).byName(), "", new Findings(settings.maxFaults()))
                .only(Shapes.RUN, List.of(SOURCE));
        Optional<String> source = fields.string(SOURCE);
        if (source.isEmpty() && fields.findings().all().stream().noneMatch(RunBody::isAboutSource)) {
            fields.fault(SOURCE, "is required");
        }
        if (!fields.findings().all().isEmpty()) {
            throw new InvalidDraftException(fields.findings().all());
        }
        return source.orElseThrow();
    }

    private static boolean isAboutSource(Fault fault) {
        return fault.pointer().equals("/" + SOURCE);
    }
}
