// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.List;

/** A value that is not allowed where it stands. */
public final class InvalidValueException extends OpenPolicyException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    private final String name;
    private final String wanted;
    private final transient List<String> allowed;

    private InvalidValueException(String name, String message, String wanted, List<String> allowed) {
        super(message);
        this.name = name;
        this.wanted = wanted;
        this.allowed = List.copyOf(allowed);
    }

    /**
     * A value of the wrong form.
     *
     * @param name what the value is called
     * @param value the value as given; a long one is cut in the message
     * @param wanted what is allowed, such as {@code a number from 1 to 500}
     * @return the exception
     */
    public static InvalidValueException of(String name, String value, String wanted) {
        return new InvalidValueException(name, name + " is " + shown(value) + ", must be " + wanted, wanted, List.of());
    }

    /**
     * A value outside a closed vocabulary.
     *
     * @param name what the value is called
     * @param value the value as given
     * @param allowed the whole vocabulary
     * @return the exception
     */
    public static InvalidValueException oneOf(String name, String value, List<String> allowed) {
        String wanted = "one of " + String.join(", ", allowed);
        return new InvalidValueException(name, name + " is " + shown(value) + ", must be " + wanted, wanted, allowed);
    }

    /**
     * What the value is called.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * What would be allowed, in words.
     *
     * @return such as {@code a number from 1 to 500}
     */
    public String wanted() {
        return wanted;
    }

    /**
     * The whole vocabulary, where it is closed.
     *
     * @return the allowed values; empty where the form decides
     */
    public List<String> allowed() {
        return allowed;
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return "'" + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...") + "'";
    }
}
