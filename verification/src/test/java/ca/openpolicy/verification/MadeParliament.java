// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;

/**
 * Writes an invented parliament of any size in the native formats, the same for the same seed. Some members change
 * party or name half way, and an echo beside the files says some things again or otherwise, so that an order of files
 * that mattered would show.
 */
final class MadeParliament {
    private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 6);
    private static final String[] PARTIES = {"Amber", "Birch", "Cedar", "Independent"};
    private static final String BALLOTS =
            "\uFEFFPerson ID,Member of Parliament,Political Affiliation,Member Voted,Paired\r\n";
    private static final String LIST = "vote_number,date,subject,bill_number,result,yeas,nays,paired\r\n";

    private final int divisions;
    private final int members;
    private final Random random;
    private final Path session;
    private final Path echo;
    private final StringBuilder list = new StringBuilder(LIST);
    private final StringBuilder echoed = new StringBuilder(LIST);

    private MadeParliament(Path directory, int divisions, int members, long seed) throws IOException {
        this.divisions = divisions;
        this.members = members;
        this.random = new Random(seed);
        this.session = Files.createDirectories(directory.resolve("Parliament_7-1"));
        this.echo = Files.createDirectories(directory.resolve("echo/Parliament_7-1"));
    }

    static void write(Path directory, int divisions, int members, long seed) throws IOException {
        MadeParliament made = new MadeParliament(directory, divisions, members, seed);
        for (int number = 1; number <= divisions; number++) {
            made.division(number);
        }
        Files.writeString(made.session.resolve("votes_metadata.csv"), made.list, StandardCharsets.UTF_8);
        Files.writeString(made.echo.resolve("votes_metadata.csv"), made.echoed, StandardCharsets.UTF_8);
    }

    private void division(int number) throws IOException {
        int[] totals = new int[2];
        StringBuilder ballots = new StringBuilder(BALLOTS);
        for (int person = 1; person <= members; person++) {
            if (random.nextInt(20) > 0) {
                boolean yea = random.nextInt(10) == 0 ? random.nextBoolean() : (person + number) % 2 == 0;
                totals[yea ? 0 : 1]++;
                ballots.append(ballot(person, number, yea));
            }
        }
        String file = "file_" + number + ".csv";
        Files.writeString(session.resolve(file), ballots, StandardCharsets.UTF_8);
        if (number % 11 == 0) {
            String other = ballots.toString().replaceFirst("Made", "Otherwise");
            Files.writeString(echo.resolve(file), other, StandardCharsets.UTF_8);
        }
        list.append(row(number, "Motion " + number, totals));
        if (number % 7 == 0) {
            echoed.append(row(number, "A motion, number " + number, totals));
        }
    }

    private String ballot(int person, int number, boolean yea) {
        boolean late = number > divisions / 2;
        String name = "Person " + person + (late && person % 9 == 0 ? " Newly Made" : " Made");
        String party = PARTIES[(late && person % 10 == 0 ? person + 1 : person) % PARTIES.length];
        return "%d,%s (Riding %d),%s,%s,\r\n".formatted(100_000 + person, name, person, party, yea ? "Yea" : "Nay");
    }

    private static String row(int number, String subject, int[] totals) {
        String result = totals[0] > totals[1] ? "Agreed To" : totals[0] < totals[1] ? "Negatived" : "Tie";
        return "%d,%sT18:30:00,\"%s\",C-%d,%s,%d,%d,0\r\n"
                .formatted(
                        number, FIRST_DAY.plusDays(number / 4), subject, 1 + number % 50, result, totals[0], totals[1]);
    }
}
