// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Condition;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * A parameter by which a list can be narrowed.
 *
 * @param <E> what is listed
 */
public interface Criterion<E> {
    /**
     * Its name on the wire.
     *
     * @return such as {@code introduced}
     */
    String name();

    /**
     * The operators that may be joined to the name by two underscores, beside none.
     *
     * @return such as {@code gt}
     */
    default List<String> operators() {
        return List.of();
    }

    /**
     * Reads a value.
     *
     * @param operator one of the operators, or empty
     * @param value the text, never empty
     * @param known the small words of the archive
     * @return what must hold
     * @throws ca.openpolicy.core.InvalidValueException if the value is not allowed
     */
    List<Condition<E>> read(String operator, String value, Known known);

    /**
     * Says what values it takes.
     *
     * @param operator one of the operators, or empty
     * @return a JSON Schema; an array stands for values joined by commas
     */
    default JsonObject schema(String operator) {
        return Takes.texts();
    }

    /**
     * Says what its values mean, where its name does not.
     *
     * @return a sentence; empty where there is nothing to add
     */
    default String meaning() {
        return "";
    }

    /**
     * What must hold where the parameter is not given.
     *
     * @return nothing, for most
     */
    default List<Condition<E>> absent() {
        return List.of();
    }
}
