// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of an object in the body of a request. What is wrong becomes a fault and reads as absent. */
record BodyFields(Map<String, Node> fields, String pointer, Findings findings) {
    /** Reports every field that cannot be written: those that the shape has as read-only, others as unknown. */
    BodyFields only(Shape<?> shape, List<String> writable) {
        List<String> known = shape.fields().stream().map(Shape.Field::name).toList();
        fields.keySet().stream()
                .filter(name -> !writable.contains(name))
                .forEach(name -> fault(name, known.contains(name) ? "is read-only" : "there is no such field"));
        return this;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    boolean isNull(String name) {
        return fields.get(name) instanceof Node.Nothing;
    }

    /** A string; nothing where it is absent, null or something else. */
    Optional<String> string(String name) {
        Optional<Node> node = find(name);
        node.filter(found -> !(found instanceof Node.Words)).ifPresent(found -> wrong(name, found, "a string"));
        return node.filter(Node.Words.class::isInstance).map(found -> ((Node.Words) found).value());
    }

    /** An object; nothing where it is absent, null or something else. */
    Optional<BodyFields> object(String name) {
        Optional<Node> node = find(name);
        node.filter(found -> !(found instanceof Node.Fields)).ifPresent(found -> wrong(name, found, "an object"));
        return node.filter(Node.Fields.class::isInstance)
                .map(found ->
                        new BodyFields(((Node.Fields) found).byName(), Findings.pointer(pointer, name), findings));
    }

    void fault(String name, String detail) {
        findings.add(Findings.pointer(pointer, name), detail);
    }

    private void wrong(String name, Node found, String wanted) {
        fault(name, "is " + found.described() + ", must be " + wanted);
    }

    private Optional<Node> find(String name) {
        return Optional.ofNullable(fields.get(name)).filter(node -> !(node instanceof Node.Nothing));
    }
}
