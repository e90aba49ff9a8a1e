// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a request, or why it cannot be answered.
 *
 * @param type the kind
 * @param detail what was found, in a sentence
 * @param faults every faulty parameter
 * @param headers further headers of the answer
 */
public record Problem(ProblemType type, String detail, List<Fault> faults, Map<String, String> headers) {
    /**
     * One parameter that is wrong.
     *
     * @param type the kind of fault
     * @param parameter its name
     * @param detail what was found and what is wanted
     * @param allowed the allowed values; empty where they cannot be listed
     */
    public record Fault(ProblemType type, String parameter, String detail, List<String> allowed) {
        /** Copies the list. */
        public Fault {
            allowed = List.copyOf(allowed);
        }
    }

    /** Copies the lists. */
    public Problem {
        faults = List.copyOf(faults);
        headers = Map.copyOf(headers);
    }

    /**
     * A problem without parameters.
     *
     * @param type the kind
     * @param detail what was found
     * @return the problem
     */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), Map.of());
    }

    /** All faults of a request; its kind is theirs, or the most general one if they differ. */
    static Problem of(List<Fault> faults) {
        ProblemType first = faults.getFirst().type();
        boolean alike = faults.stream().allMatch(fault -> fault.type() == first);
        String detail = faults.size() == 1 ? faults.getFirst().detail() : faults.size() + " parameters are wrong";
        return new Problem(alike ? first : ProblemType.INVALID_VALUE, detail, faults, Map.of());
    }

    void write(String instance, String traceId, JsonGenerator json) {
        json.writeStartObject();
        json.write("type", "/problems/" + type.slug());
        json.write("title", type.title());
        json.write("status", type.status());
        json.write("detail", detail);
        json.write("instance", instance);
        json.write("trace_id", traceId);
        json.writeStartArray("errors");
        faults.forEach(fault -> write(fault, json));
        json.writeEnd();
        json.writeEnd();
    }

    private static void write(Fault fault, JsonGenerator json) {
        json.writeStartObject();
        json.write("parameter", fault.parameter());
        json.write("detail", fault.detail());
        json.writeStartArray("allowed");
        fault.allowed().forEach(json::write);
        json.writeEnd();
        json.writeEnd();
    }
}
