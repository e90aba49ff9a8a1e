// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;

/** Writes an invented parliament of any size in the native formats, the same for the same seed. */
final class MadeParliament {
    private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 6);
    private static final String[] PARTIES = {"Amber", "Birch", "Cedar", "Independent"};

    private MadeParliament() {}

    static void write(Path directory, int divisions, int members, long seed) throws IOException {
        Random random = new Random(seed);
        Path session = Files.createDirectories(directory.resolve("Parliament_7-1"));
        StringBuilder list = new StringBuilder("vote_number,date,subject,bill_number,result,yeas,nays,paired\r\n");
        for (int number = 1; number <= divisions; number++) {
            int[] totals = new int[2];
            StringBuilder ballots = new StringBuilder(
                    "\uFEFFPerson ID,Member of Parliament,Political Affiliation,Member Voted,Paired\r\n");
            for (int person = 1; person <= members; person++) {
                if (random.nextInt(20) == 0) {
                    continue;
                }
                boolean yea = random.nextInt(10) == 0 ? random.nextBoolean() : (person + number) % 2 == 0;
                totals[yea ? 0 : 1]++;
                ballots.append(100_000 + person)
                        .append(",Person ")
                        .append(person)
                        .append(" Made (Riding ")
                        .append(person)
                        .append("),")
                        .append(PARTIES[person % PARTIES.length])
                        .append(yea ? ",Yea,\r\n" : ",Nay,\r\n");
            }
            Files.writeString(session.resolve("file_" + number + ".csv"), ballots, StandardCharsets.UTF_8);
            list.append(number)
                    .append(',')
                    .append(FIRST_DAY.plusDays(number / 4))
                    .append("T18:30:00,Motion ")
                    .append(number)
                    .append(",C-")
                    .append(1 + number % 50)
                    .append(totals[0] > totals[1] ? ",Agreed To," : totals[0] < totals[1] ? ",Negatived," : ",Tie,")
                    .append(totals[0])
                    .append(',')
                    .append(totals[1])
                    .append(",0\r\n");
        }
        Files.writeString(session.resolve("votes_metadata.csv"), list, StandardCharsets.UTF_8);
    }
}
