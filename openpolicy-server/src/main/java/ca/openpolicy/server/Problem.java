// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is wrong with a request, or why it cannot be answered.
 *
 * @param type the kind
 * @param detail what was found, in a sentence
 * @param faults every faulty parameter, header, or place of the body
 * @param headers further headers of the answer
 */
public record Problem(ProblemType type, String detail, List<Fault> faults, Map<String, String> headers) {
    /** What kind of place a fault is at. */
    public enum Place {
        /** A parameter of the address. */
        PARAMETER,
        /** A place in the body, as a JSON pointer. */
        POINTER,
        /** A header. */
        HEADER
    }

    /**
     * One part of the request that is wrong.
     *
     * @param type the kind of fault
     * @param place what kind of place it is at
     * @param name the name of the parameter or header, or the pointer
     * @param detail what was found and what is wanted
     * @param allowed the allowed values; empty where they cannot be listed
     */
    public record Fault(ProblemType type, Place place, String name, String detail, List<String> allowed) {
        /** Copies the list. */
        public Fault {
            allowed = List.copyOf(allowed);
        }

        /**
         * A faulty parameter.
         *
         * @param type the kind of fault
         * @param name its name
         * @param detail what was found and what is wanted
         * @param allowed the allowed values; empty where they cannot be listed
         * @return the fault
         */
        public static Fault parameter(ProblemType type, String name, String detail, List<String> allowed) {
            return new Fault(type, Place.PARAMETER, name, detail, allowed);
        }

        /**
         * A faulty place of the body.
         *
         * @param pointer where, as a JSON pointer
         * @param detail what was found and what is wanted
         * @return the fault
         */
        public static Fault pointer(String pointer, String detail) {
            return new Fault(ProblemType.INVALID_BODY, Place.POINTER, pointer, detail, List.of());
        }

        /**
         * A faulty header.
         *
         * @param type the kind of fault
         * @param name its name
         * @param detail what was found and what is wanted
         * @return the fault
         */
        public static Fault header(ProblemType type, String name, String detail) {
            return new Fault(type, Place.HEADER, name, detail, List.of());
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

    /**
     * All faults of a request; its kind is theirs, or the most general one if they differ.
     *
     * @param faults at least one
     * @return the problem
     */
    public static Problem of(List<Fault> faults) {
        ProblemType first = faults.getFirst().type();
        boolean alike = faults.stream().allMatch(fault -> fault.type() == first);
        String detail = faults.size() == 1 ? faults.getFirst().detail() : faults.size() + " things are wrong";
        return new Problem(alike ? first : ProblemType.INVALID_VALUE, detail, faults, Map.of());
    }

    /**
     * Writes the problem as a JSON object.
     *
     * @param instance the address that was asked
     * @param traceId finds the request in the log
     * @param json where to
     */
    public void write(String instance, String traceId, JsonGenerator json) {
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
        json.write(fault.place().name().toLowerCase(Locale.ROOT), fault.name());
        json.write("detail", fault.detail());
        json.writeStartArray("allowed");
        fault.allowed().forEach(json::write);
        json.writeEnd();
        json.writeEnd();
    }
}
