// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of a bill within its session: prefix, number and suffix, such as {@code C-11} or {@code C-10A}.
 *
 * @param prefix upper-case letters, such as {@code C} for a bill of the House of Commons
 * @param number from 1
 * @param suffix one upper-case letter, or empty
 */
public record BillNumber(String prefix, int number, String suffix) implements Comparable<BillNumber> {
    private static final Pattern SPELLING = Pattern.compile(
            "(?:(?:bill|projet de loi)\\s+)?([a-z]{1,4})[\\s.\\-\u2010\u2011\u2012\u2013]*0*(\\d{1,5})([a-z]?)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PREFIX = Pattern.compile("[A-Z]{1,4}");
    private static final Pattern SUFFIX = Pattern.compile("[A-Z]?");
    private static final int MAX_LENGTH = 40;
    private static final String WANTED = "a bill number such as C-11";

    /** Refuses parts of another form. */
    public BillNumber {
        if (!PREFIX.matcher(prefix).matches()
                || number < 1
                || number > 99_999
                || !SUFFIX.matcher(suffix).matches()) {
            throw InvalidValueException.of("number", prefix + "-" + number + suffix, WANTED);
        }
    }

    /**
     * Reads any usual spelling: {@code C-11}, {@code c11}, {@code Bill C-11}, {@code Projet de loi C-11}.
     *
     * @param text the spelling
     * @return the number
     * @throws InvalidValueException if it is no bill number
     */
    public static BillNumber parse(String text) {
        Matcher matcher = SPELLING.matcher(plain(text));
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            throw InvalidValueException.of("number", text, WANTED);
        }
        return new BillNumber(
                matcher.group(1).toUpperCase(Locale.ROOT),
                Integer.parseInt(matcher.group(2)),
                matcher.group(3).toUpperCase(Locale.ROOT));
    }

    /** Without the blanks that French typography keeps from breaking. */
    private static String plain(String text) {
        return text.replace('\u00a0', ' ').replace('\u202f', ' ').strip();
    }

    @Override
    public int compareTo(BillNumber other) {
        int byPrefix = prefix.compareTo(other.prefix);
        int byNumber = byPrefix != 0 ? byPrefix : Integer.compare(number, other.number);
        return byNumber != 0 ? byNumber : suffix.compareTo(other.suffix);
    }

    /**
     * The canonical spelling.
     *
     * @return such as {@code C-11}
     */
    @Override
    public String toString() {
        return prefix + "-" + number + suffix;
    }
}
