// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.app.Contract.Operation;
import ca.openpolicy.server.app.Contract.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has been seen of a contract, and what was wrong with it. */
final class Seen {
    /** What does not depend on the operation: seen at one of them, it is seen. */
    private static final Set<String> ALIKE = Set.of(
            "400", "401", "403", "408", "409", "411", "413", "414", "415", "429", "431", "500", "503", "default");

    /** A client of the JDK always says how long its body is; the raw client of the attacks asks for it. */
    private static final String UNASKED = "411";

    /** Where a list is too short to go on, its cursor is at least asked for. */
    private static final String INVALID_CURSOR = "/problems/invalid-cursor";

    private final Contract contract;
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final Set<String> alike = new ConcurrentSkipListSet<>();
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

    Seen(Contract contract) {
        this.contract = contract;
    }

    /** Holds an answer against the description, and notes what was driven: names of parameters, and their words. */
    void note(Operation operation, String request, Answered answer, List<String> driven) {
        String status = contract.promised(operation, answer.status());
        seen.add(operation + " " + status);
        alike.add(status);
        if (answer.status() < 400 || answer.body().contains(INVALID_CURSOR)) {
            driven.forEach(what -> seen.add(operation + " " + what));
        }
        contract.faults(operation, answer)
                .forEach(fault -> faults.add(request + " answers " + answer.status() + ": " + fault));
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** What is promised and was never seen. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        for (Operation operation : contract.operations()) {
            Stream.concat(statuses(operation), said(operation))
                    .filter(each -> !seen.contains(operation + " " + each))
                    .forEach(each -> missing.add(operation + " " + each));
        }
        return missing;
    }

    private Stream<String> statuses(Operation operation) {
        return contract.statuses(operation).stream()
                .filter(each -> !each.equals(UNASKED))
                .filter(each -> !ALIKE.contains(each) || !alike.contains(each));
    }

    private static Stream<String> said(Operation operation) {
        return operation.parameters().stream()
                .filter(each -> !each.place().equals("path"))
                .flatMap(Seen::said);
    }

    private static Stream<String> said(Parameter parameter) {
        List<String> words = parameter.schema().containsKey("maxItems") ? List.of() : Probes.codes(parameter.schema());
        return words.isEmpty()
                ? Stream.of(parameter.name())
                : words.stream().map(word -> parameter.name() + "=" + word);
    }

    /** A parameter with a value, as it is noted. */
    static List<String> said(Parameter parameter, String value) {
        Set<String> words = Probes.codes(parameter.schema()).stream().collect(Collectors.toSet());
        return words.isEmpty()
                ? List.of(parameter.name())
                : Stream.of(value.split(",", -1))
                        .map(word -> parameter.name() + "=" + word)
                        .toList();
    }
}
