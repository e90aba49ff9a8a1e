// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session of a legislature: {@code ca/44-1} is the first session of the 44th Parliament of Canada.
 *
 * @param jurisdiction whose session it is
 * @param parliament the parliament (legislature, term), from 1
 * @param session the session within it, from 1
 */
public record SessionKey(JurisdictionKey jurisdiction, int parliament, int session) implements EntityKey {
    private static final Pattern CODE = Pattern.compile("(\\d{1,4})-(\\d{1,3})");
    private static final int MAX_PARLIAMENT = 9999;
    private static final int MAX_SESSION = 999;

    /** Refuses numbers out of range. */
    public SessionKey {
        if (parliament < 1 || parliament > MAX_PARLIAMENT || session < 1 || session > MAX_SESSION) {
            throw InvalidValueException.of("session", parliament + "-" + session, "a code such as 44-1");
        }
    }

    /**
     * Reads a code such as {@code 44-1}.
     *
     * @param jurisdiction whose session it is
     * @param code parliament and session joined by a hyphen
     * @return the key
     * @throws InvalidValueException if it is none
     */
    public static SessionKey of(JurisdictionKey jurisdiction, String code) {
        Matcher matcher = CODE.matcher(code);
        if (!matcher.matches()) {
            throw InvalidValueException.of("session", code, "a code such as 44-1");
        }
        return new SessionKey(jurisdiction, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /**
     * Reads a key such as {@code ca/44-1}.
     *
     * @param text jurisdiction and code joined by a slash
     * @return the key
     * @throws InvalidValueException if it is none
     */
    public static SessionKey parse(String text) {
        String[] parts = KeyText.split("session", text, 2, "a key such as ca/44-1");
        return of(JurisdictionKey.parse(parts[0]), parts[1]);
    }

    /**
     * The session without its jurisdiction.
     *
     * @return such as {@code 44-1}
     */
    public String code() {
        return parliament + "-" + session;
    }

    @Override
    public String type() {
        return "session";
    }

    @Override
    public String canonical() {
        return jurisdiction.code() + "/" + code();
    }

    @Override
    public String toString() {
        return canonical();
    }
}
