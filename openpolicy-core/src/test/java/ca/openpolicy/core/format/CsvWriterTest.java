// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Text;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvWriterTest {
    private static final BillKey KEY = BillKey.parse("zz/44-1/C-11");

    @Test
    void a_table_begins_with_flat_names_and_has_one_column_a_language() throws IOException {
        StringBuilder text = new StringBuilder();
        CsvWriter.of(Shapes.BILL, WordsJson.plain(), text).write(Bill.stub(KEY).with(Text.of("An Act", "Loi")));

        assertThat(text.toString())
                .isEqualTo("id,key,url,jurisdiction,session,number,chamber,type,title_en,title_fr,short_title_en,"
                        + "short_title_fr,status,status_text_en,status_text_fr,law,sponsor_id,sponsor_key,"
                        + "sponsor_name,introduced,last_event_date,last_event_text_en,last_event_text_fr,"
                        + "identifiers,version,created_at,updated_at\r\n"
                        + KEY.id()
                        + ",zz/44-1/C-11,/api/v1/bills/zz/44-1/C-11,zz,44-1,C-11,,,An Act,Loi,,,unknown,,,false,,,,,,"
                        + ",,,0,,\r\n");
    }

    @Test
    void cells_with_commas_quotes_and_line_ends_are_quoted() throws IOException {
        assertThat(title("a,b")).contains(",\"a,b\",");
        assertThat(title("say \"no\"")).contains(",\"say \"\"no\"\"\",");
        assertThat(title("one\ntwo")).contains(",\"one\ntwo\",");
    }

    @Test
    void a_cell_that_a_spreadsheet_would_execute_begins_with_an_apostrophe() throws IOException {
        for (String start : List.of("=", "+", "-", "@")) {
            assertThat(title(start + "cmd|x")).contains(",'" + start + "cmd|x,");
        }
        assertThat(ballot("\tcmd")).contains(",'\tcmd,");
        assertThat(ballot("\rcmd")).contains(",\"'\rcmd\",");
        assertThat(title("=a,b")).contains(",\"'=a,b\",");
        assertThat(title("a=b")).contains(",a=b,");
    }

    @Test
    void every_row_of_every_table_has_as_many_cells_as_the_header() throws IOException {
        RandomWords random = new RandomWords(3);
        StringBuilder bills = new StringBuilder();
        StringBuilder votes = new StringBuilder();
        StringBuilder ballots = new StringBuilder();
        StringBuilder members = new StringBuilder();
        CsvWriter<Bill> billRows = CsvWriter.of(Shapes.BILL, WordsJson.plain(), bills);
        var voteRows = CsvWriter.of(Shapes.VOTE, WordsJson.plain(), votes);
        var ballotRows =
                CsvWriter.of(Shapes.BALLOT, WordsJson.plain().with(party -> Text.of(party.slug(), "")), ballots);
        var memberRows = CsvWriter.of(Shapes.MEMBER, WordsJson.plain(), members);
        for (int i = 0; i < 100; i++) {
            billRows.write(random.bill());
            voteRows.write(random.vote());
            ballotRows.write(random.ballot());
            memberRows.write(random.member());
        }
        for (StringBuilder table : List.of(bills, votes, ballots, members)) {
            List<Integer> widths = widths(table.toString());
            assertThat(widths).hasSize(101);
            assertThat(widths.stream().distinct()).hasSize(1);
        }
    }

    private static String title(String title) throws IOException {
        StringBuilder text = new StringBuilder();
        CsvWriter.of(Shapes.BILL, WordsJson.plain(), text).write(Bill.stub(KEY).with(Text.english(title)));
        return text.toString();
    }

    private static String ballot(String name) throws IOException {
        StringBuilder text = new StringBuilder();
        CsvWriter.of(Shapes.BALLOT, WordsJson.plain().with(party -> Text.english("Reds")), text)
                .write(new Ballot(
                        BallotKey.parse("zz/44-1/house/1/2"),
                        LocalDate.of(2024, 1, 1),
                        Choice.NAY,
                        false,
                        true,
                        Optional.empty(),
                        name,
                        Optional.of(PartyKey.parse("zz/reds")),
                        Optional.empty()));
        return text.toString();
    }

    /** How many cells each row has, read as RFC 4180 says. */
    private static List<Integer> widths(String table) {
        List<Integer> widths = new ArrayList<>();
        boolean quoted = false;
        int cells = 1;
        for (int i = 0; i < table.length(); i++) {
            char c = table.charAt(i);
            quoted ^= c == '"';
            cells += !quoted && c == ',' ? 1 : 0;
            if (!quoted && c == '\n') {
                widths.add(cells);
                cells = 1;
            }
        }
        return widths;
    }
}
