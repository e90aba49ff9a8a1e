// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import ca.openpolicy.core.InvalidValueException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far somebody has read several streams.
 *
 * @param positions the last position of each stream; one that is missing was not read yet
 */
public record FeedPosition(Map<String, Long> positions) {
    /** Before everything. */
    public static final FeedPosition BEGIN = new FeedPosition(Map.of());

    /** The longest text form. */
    public static final int MAX_LENGTH = 2_048;

    private static final Pattern FORM = Pattern.compile("([a-z0-9][a-z0-9._-]{0,63}:\\d{1,18}(~|$))*");

    /** Keeps a copy. */
    public FeedPosition {
        positions = Map.copyOf(positions);
    }

    /**
     * Reads the text form.
     *
     * @param text what {@link #toString} gave
     * @return the position
     * @throws InvalidValueException if it is none
     */
    public static FeedPosition parse(String text) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            throw InvalidValueException.of("since", text, "a position that a page of changes gave");
        }
        Map<String, Long> positions = new TreeMap<>();
        for (String part : text.split("~", -1)) {
            int colon = part.lastIndexOf(':');
            if (colon > 0) {
                positions.put(part.substring(0, colon), Long.parseLong(part.substring(colon + 1)));
            }
        }
        return new FeedPosition(positions);
    }

    /**
     * How far a stream was read.
     *
     * @param stream which
     * @return the last position, 0 where it was not read yet
     */
    public long of(String stream) {
        return positions.getOrDefault(stream, 0L);
    }

    /**
     * The same with a stream read further.
     *
     * @param stream which
     * @param position its last position
     * @return the new position
     */
    public FeedPosition with(String stream, long position) {
        Map<String, Long> more = new TreeMap<>(positions);
        more.put(stream, position);
        return new FeedPosition(more);
    }

    /**
     * The text form: streams in order, each with its position.
     *
     * @return such as {@code s0:17~s1:4}
     */
    @Override
    public String toString() {
        return new TreeMap<>(positions)
                .entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue())
                        .collect(Collectors.joining("~"));
    }
}
