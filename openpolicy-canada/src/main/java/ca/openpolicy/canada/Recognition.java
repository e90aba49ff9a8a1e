// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the first bytes of a document show it to be. Its name plays no part. */
sealed interface Recognition {
    /** How many bytes are looked at. */
    int HEAD = 16 * 1024;

    /** One of ours. */
    record Known(Format format) implements Recognition {}

    /** Not one of ours; what it looks like. */
    record Unknown(String found) implements Recognition {}

    /** Looks at the first bytes; refuses what is hostile at first sight. */
    static Recognition of(byte[] head, CanadaSettings settings) {
        if (head.length == 0) {
            return new Unknown("an empty file");
        }
        Optional<Charset> wide = wide(head);
        if (wide.isPresent()) {
            return wide(new String(head, wide.get()), settings);
        }
        String text = new String(head, StandardCharsets.UTF_8);
        return of(text.startsWith("\ufeff") ? text.substring(1) : text, settings);
    }

    private static Optional<Charset> wide(byte[] head) {
        if (head.length < 2) {
            return Optional.empty();
        }
        int mark = (head[0] & 0xff) << 8 | (head[1] & 0xff);
        return switch (mark) {
            case 0xfeff, 0x003c -> Optional.of(StandardCharsets.UTF_16BE);
            case 0xfffe, 0x3c00 -> Optional.of(StandardCharsets.UTF_16LE);
            default -> Optional.empty();
        };
    }

    private static Recognition wide(String text, CanadaSettings settings) {
        if (of(text.startsWith("\ufeff") ? text.substring(1) : text, settings) instanceof Known) {
            throw new RejectedException("wrong-encoding", 1, "is UTF-16, must be UTF-8");
        }
        return new Unknown("text in UTF-16");
    }

    private static Recognition of(String head, CanadaSettings settings) {
        String text = head.stripLeading();
        if (text.isEmpty()) {
            return new Unknown("a blank file");
        }
        return switch (text.charAt(0)) {
            case '<' -> XmlHead.of(text);
            case '{', '[' -> JsonHead.of(text, settings);
            default -> CsvHead.of(text);
        };
    }

    /** The first three elements of an XML document. */
    final class XmlHead {
        private static final Pattern PROLOG = Pattern.compile("\\G(?:\\s+|<\\?.*?\\?>|<!--.*?-->)", Pattern.DOTALL);
        private static final Pattern TYPE = Pattern.compile("\\G<!DOCTYPE\\s+([\\w:.-]+)", Pattern.CASE_INSENSITIVE);
        private static final Pattern ELEMENT = Pattern.compile("\\G<([A-Za-z_][\\w:.-]*)([^<>]*)>?");

        private XmlHead() {}

        static Recognition of(String text) {
            int start = skip(text, 0);
            Matcher type = TYPE.matcher(text);
            if (type.find(start)) {
                return withType(text, type.group(1));
            }
            Matcher root = ELEMENT.matcher(text);
            if (!root.find(start)) {
                return new Unknown("text beginning with " + Shown.of(text));
            }
            Matcher child = ELEMENT.matcher(text);
            boolean hasChild = !root.group(2).endsWith("/") && child.find(skip(text, root.end()));
            return of(local(root.group(1)), hasChild ? local(child.group(1)) : "", hasChild ? child.group(2) : "");
        }

        private static int skip(String text, int from) {
            Matcher prolog = PROLOG.matcher(text);
            int at = from;
            while (prolog.find(at)) {
                at = prolog.end();
            }
            return at;
        }

        private static String local(String name) {
            return name.substring(name.indexOf(':') + 1);
        }

        /** None of our formats has a document type; web pages have. */
        private static Recognition withType(String text, String root) {
            if (text.contains("<!ENTITY") || of(root, "", "") instanceof Known) {
                throw XmlCursor.hostile(1);
            }
            return named(root);
        }

        private static Recognition of(String root, String child, String attributes) {
            return switch (root) {
                case "Bills" ->
                    attributes.isBlank() || attributes.strip().equals("/")
                            ? new Known(Format.BILL_LIST_XML)
                            : new Unknown("a LEGISinfo export of before 2021 (XML, root Bills, Bill with attributes)");
                case "ArrayOfVote" -> new Known(Format.VOTE_LIST_XML);
                case "List" -> child.equals("VoteParticipant") ? new Known(Format.VOTE_LIST_OLD_XML) : named(root);
                case "ArrayOfVoteParticipant" -> new Known(Format.BALLOTS_XML);
                case "ArrayOfMemberOfParliament" -> new Known(Format.MEMBERS_XML);
                case "Bill" ->
                    child.equals("Identification") || child.isEmpty() ? new Known(Format.BILL_TEXT_XML) : named(root);
                default -> named(root);
            };
        }

        private static Recognition named(String root) {
            return new Unknown(
                    root.toLowerCase(Locale.ROOT).equals("html")
                            ? "a web page (HTML)"
                            : "XML with the root element " + Shown.of(root));
        }
    }

    /** The first keys of a JSON document. */
    final class JsonHead {
        private static final Pattern KEY = Pattern.compile("\"(\\w{1,60})\"\\s*:");
        private static final Set<String> LIST =
                Set.of("SearchScore", "BillId", "BillNumberFormatted", "LatestBillMilestoneId", "ParlSessionCode");
        private static final Set<String> DETAIL =
                Set.of("NumberCode", "NumberPrefix", "StatusNameEn", "StatusId", "SponsorPersonId");
        private static final int ENOUGH = 2;
        private static final int SHOWN = 5;

        private JsonHead() {}

        static Recognition of(String text, CanadaSettings settings) {
            TreeSet<String> keys = new TreeSet<>();
            StringBuilder first = new StringBuilder();
            Matcher key = KEY.matcher(text);
            while (key.find()) {
                if (keys.add(key.group(1)) && keys.size() <= SHOWN) {
                    first.append(first.isEmpty() ? "" : ", ").append(key.group(1));
                }
            }
            return count(keys, LIST) >= ENOUGH
                    ? new Known(Format.BILL_LIST_JSON)
                    : count(keys, DETAIL) >= ENOUGH
                            ? new Known(Format.BILL_DETAIL_JSON)
                            : unknown(text, first, settings);
        }

        private static long count(Set<String> keys, Set<String> wanted) {
            return keys.stream().filter(wanted::contains).count();
        }

        private static Recognition unknown(String text, StringBuilder keys, CanadaSettings settings) {
            int depth = 0;
            while (depth < text.length() && (text.charAt(depth) == '[' || text.charAt(depth) == '{')) {
                depth++;
            }
            if (depth > settings.maxJsonDepth()) {
                throw JsonCursor.tooDeep(1, settings);
            }
            return new Unknown(keys.isEmpty() ? "JSON without keys" : "JSON with the keys " + keys);
        }
    }

    /** The header line of a CSV document. */
    final class CsvHead {
        private static final int LONGEST = 2_000;

        private CsvHead() {}

        static Recognition of(String text) {
            String line = text.lines().findFirst().orElse("");
            Set<String> columns = columns(line);
            if (fits(columns, BallotCsv.COLUMNS)) {
                return new Known(Format.BALLOTS_CSV);
            }
            if (fits(columns, CsvShapes.DERIVED_VOTES)) {
                return new Known(Format.VOTE_LIST_DERIVED_CSV);
            }
            return fits(columns, CsvShapes.MEMBERS) ? new Known(Format.MEMBERS_CSV) : unknown(text, line);
        }

        private static Recognition unknown(String text, String line) {
            return new Unknown(text.indexOf('\0') >= 0 ? "binary content" : "text beginning with " + Shown.of(line));
        }

        private static Set<String> columns(String line) {
            Set<String> columns = new TreeSet<>();
            for (String column :
                    line.substring(0, Math.min(line.length(), LONGEST)).split(",", -1)) {
                columns.add(CsvTable.folded(column.replace("\"", "")));
            }
            return columns;
        }

        /** More than half of the columns make it known; a missing one then makes it wrong. */
        private static boolean fits(Set<String> columns, List<String> wanted) {
            long found = wanted.stream()
                    .map(CsvTable::folded)
                    .filter(columns::contains)
                    .count();
            return 2 * found > wanted.size();
        }
    }
}
