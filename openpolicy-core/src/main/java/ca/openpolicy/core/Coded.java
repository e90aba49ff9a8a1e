// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A value of a closed vocabulary that has a lower-case code on the wire and in the archive. */
public interface Coded {
    /**
     * The name of the constant.
     *
     * @return as declared
     */
    String name();

    /**
     * The code on the wire.
     *
     * @return the constant's name in lower case
     */
    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a value by its code, in any letter case.
     *
     * @param vocabulary the enum
     * @param code the code
     * @param <E> the enum's type
     * @return the value, or empty where the vocabulary has none
     */
    static <E extends Enum<E> & Coded> Optional<E> find(Class<E> vocabulary, String code) {
        Map<String, Coded> codes = Codes.OF.get(vocabulary);
        return Optional.ofNullable(codes.get(code))
                .or(() -> Optional.ofNullable(codes.get(KeyText.lower(code))))
                .map(vocabulary::cast);
    }

    /**
     * Reads a code in any letter case.
     *
     * @param vocabulary the enum
     * @param name what the value is called in a message
     * @param code the code
     * @param <E> the enum's type
     * @return the value
     * @throws InvalidValueException naming the allowed codes, if it is none
     */
    static <E extends Enum<E> & Coded> E parse(Class<E> vocabulary, String name, String code) {
        return find(vocabulary, code).orElseThrow(() -> InvalidValueException.oneOf(name, code, codes(vocabulary)));
    }

    /**
     * All codes of a vocabulary, in its order.
     *
     * @param vocabulary the enum
     * @param <E> the enum's type
     * @return the codes
     */
    static <E extends Enum<E> & Coded> List<String> codes(Class<E> vocabulary) {
        return Arrays.stream(vocabulary.getEnumConstants()).map(Coded::code).toList();
    }
}
