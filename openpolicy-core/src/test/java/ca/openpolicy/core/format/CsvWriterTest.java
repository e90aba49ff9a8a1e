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
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
                        + "identifiers,overrides,version,created_at,updated_at\r\n"
                        + KEY.id()
                        + ",zz/44-1/C-11,/api/v1/bills/zz/44-1/C-11,zz,44-1,C-11,,,An Act,Loi,,,unknown,,,false,,,,,,"
                        + ",,,,0,,\r\n");
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
    void tables_of_other_words_flatten_what_is_within_them() throws IOException {
        assertThat(header(Shapes.VOTE, WordsJson.plain()))
                .isEqualTo(
                        "id,key,url,jurisdiction,session,chamber,number,at,date,subject_en,subject_fr,context,result,"
                                + "bill_id,bill_key,bill_number,announced_yea,announced_nay,announced_paired,recorded_yea,"
                                + "recorded_nay,recorded_paired,identifiers,version,created_at,updated_at");
        assertThat(header(Shapes.BALLOT, WordsJson.plain()))
                .isEqualTo("id,key,url,vote_id,vote_key,vote_date,member_id,member_key,choice,paired,dissent,derived,"
                        + "basis,name_then,party_then_key,party_then_name_en,party_then_name_fr,riding_then");
        assertThat(header(Shapes.MEMBER, WordsJson.plain().whole()))
                .isEqualTo("id,key,url,jurisdiction,name_full,name_given,name_family,current_party_key,"
                        + "current_party_name_en,current_party_name_fr,current_riding,current_province,"
                        + "current_chamber,current_since,photo_url,identifiers,version,created_at,updated_at");
    }

    @Test
    void only_the_chosen_fields_have_columns_and_the_id_is_always_first() throws IOException {
        WordsJson chosen = WordsJson.plain().selecting(Set.of("title", "sponsor", "nothing"));

        assertThat(header(Shapes.BILL, chosen)).isEqualTo("id,title_en,title_fr,sponsor_id,sponsor_key,sponsor_name");
    }

    @Test
    void a_table_in_one_language_has_its_column_alone_and_falls_back_to_the_other() throws IOException {
        StringBuilder text = new StringBuilder();
        WordsJson french = WordsJson.plain().in(Language.FR).selecting(Set.of("title", "short_title"));
        CsvWriter.of(Shapes.BILL, french, text).write(Bill.stub(KEY).with(Text.english("An Act")));

        assertThat(text.toString()).isEqualTo("id,title_fr,short_title_fr\r\n" + KEY.id() + ",An Act,\r\n");
    }

    @Test
    void no_cell_is_cut_short_by_a_null_character() throws IOException {
        assertThat(title("a\0b")).contains(",a\uFFFDb,");
        assertThat(title("\0=1+1")).contains(",\uFFFD=1+1,");
    }

    private static String header(Shape<?> shape, WordsJson words) throws IOException {
        StringBuilder text = new StringBuilder();
        CsvWriter<?> unused = CsvWriter.of(shape, words, text);
        return text.toString().strip();
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
}
