// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the real files say, read in the plainest way and without the product. */
final class RealFiles {
    private static final Pattern PERSON = Pattern.compile("(.*) \\((.*)\\)");
    private static final Pattern NUMBER = Pattern.compile("file_(\\d+)\\.csv");

    private RealFiles() {}

    /** A row of a ballot file. */
    record Cast(String vote, String person, String name, String riding, String party, String choice, boolean paired) {
        String session() {
            return vote.substring(0, vote.indexOf('/'));
        }
    }

    /** The rows of the lists that lie beside the ballots, by session and number: 45-1/94. */
    static Map<String, Map<String, String>> divisions() throws IOException {
        Map<String, Map<String, String>> divisions = new TreeMap<>();
        for (Path session : sessions()) {
            for (Map<String, String> row : csv(session.resolve("votes_metadata.csv"))) {
                divisions.put(code(session) + "/" + row.get("vote_number"), row);
            }
        }
        return divisions;
    }

    /** All ballots, by person. */
    static Map<String, List<Cast>> casts() throws IOException {
        Map<String, List<Cast>> casts = new HashMap<>();
        for (Path session : sessions()) {
            try (Stream<Path> files = Files.list(session)) {
                for (Path file : files.toList()) {
                    Matcher number = NUMBER.matcher(file.getFileName().toString());
                    if (number.matches()) {
                        String vote = code(session) + "/" + number.group(1);
                        csv(file).stream()
                                .map(row -> cast(vote, row))
                                .forEach(cast -> casts.computeIfAbsent(cast.person(), unused -> new ArrayList<>())
                                        .add(cast));
                    }
                }
            }
        }
        return casts;
    }

    /** The subjects in French that the details of bills give, by number of the division of 45-1. */
    static Map<Integer, String> frenchSubjects() throws IOException {
        Map<Integer, String> subjects = new TreeMap<>();
        try (Stream<Path> files = Files.list(RealData.DIRECTORY.resolve("legisinfo-json-45-1/bill"))) {
            for (Path file : files.toList()) {
                JsonArray details = json(file).getJsonArray("HouseVoteDetails");
                for (JsonObject division : details.getValuesAs(JsonObject.class)) {
                    subjects.put(division.getInt("DivisionNumber"), division.getString("DivisionSubjectFr"));
                }
            }
        }
        return subjects;
    }

    static JsonObject json(Path file) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            return reader.readObject();
        }
    }

    /** Blanks and line breaks of any number are one blank. */
    static String folded(String text) {
        return text.replaceAll("(?U)\\s+", " ").strip();
    }

    private static Cast cast(String vote, Map<String, String> row) {
        Matcher person = PERSON.matcher(row.getOrDefault("Member of Parliament", ""));
        if (!person.matches()) {
            throw new IllegalStateException(vote + ": " + row);
        }
        boolean paired = row.getOrDefault("Paired", "").equals("Paired");
        String voted = row.getOrDefault("Member Voted", "");
        return new Cast(
                vote,
                row.getOrDefault("Person ID", "").intern(),
                person.group(1).intern(),
                person.group(2).intern(),
                row.getOrDefault("Political Affiliation", "").intern(),
                voted.isEmpty() && paired
                        ? "paired"
                        : voted.toLowerCase(java.util.Locale.ROOT).intern(),
                paired);
    }

    private static List<Path> sessions() throws IOException {
        try (Stream<Path> folders = Files.list(RealData.DIRECTORY.resolve("ourcommons-votes-csv"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static String code(Path session) {
        return session.getFileName().toString().replace("Parliament_", "");
    }

    private static List<Map<String, String>> csv(Path file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (Reader in = Files.newBufferedReader(file)) {
            List<String> header = row(in);
            header.set(0, header.getFirst().replace("\uFEFF", ""));
            for (List<String> row = row(in); row.size() == header.size(); row = row(in)) {
                Map<String, String> named = new HashMap<>();
                for (int column = 0; column < row.size(); column++) {
                    named.put(header.get(column), row.get(column));
                }
                rows.add(named);
            }
        }
        return rows;
    }

    /** The next row; of one empty field at the end. */
    private static List<String> row(Reader in) throws IOException {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int previous = 0;
        for (int next = in.read(); next >= 0 && (quoted || next != '\n'); previous = next, next = in.read()) {
            if (next == '"') {
                field.append(!quoted && previous == '"' ? "\"" : "");
                quoted = !quoted;
            } else if (next == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (next != '\r') {
                field.append((char) next);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
