// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The values of each vocabulary by their codes, worked out once: every row that is read asks for several. */
final class Codes {
    static final ClassValue<Map<String, Coded>> OF = new ClassValue<>() {
        @Override
        protected Map<String, Coded> computeValue(Class<?> vocabulary) {
            return Arrays.stream(vocabulary.getEnumConstants())
                    .map(Coded.class::cast)
                    .collect(Collectors.toUnmodifiableMap(Coded::code, Function.identity()));
        }
    };

    private Codes() {}
}
