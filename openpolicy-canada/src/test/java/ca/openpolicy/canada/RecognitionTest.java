// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bills.xml",
                "bills.json",
                "bill-detail.json",
                "bill-text.xml",
                "votes-en.xml",
                "votes-fr.xml",
                "votes-old.xml",
                "vote-92.xml",
                "members.xml",
                "members.csv"
            })
    void a_native_file_is_known_by_its_content_whatever_it_is_called(String name) {
        assertThat(Recorded.of("some/thing.doc", Fixtures.text(name)).said).isNotEmpty();
        assertThat(Recorded.of("some/thing.doc", Fixtures.text(name)).refused).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <Hansard id="1"><DocumentTitle/></Hansard> | XML with the root element "Hansard"
            <!-- x --><Bills><Bill id="1" lastUpdated="2018"><BillTitle/></Bill></Bills> | a LEGISinfo export of before 2021 (XML, root Bills, Bill with attributes)
            <!DOCTYPE html><html lang="en"></html> | a web page (HTML)
            {"pagination":{"limit":500},"objects":[]} | JSON with the keys pagination, limit, objects
            [] | JSON without keys
            # A readme, of sorts | text beginning with "# A readme, of sorts"
            <List><Thing/></List> | XML with the root element "List"
            <Bill><Price/></Bill> | XML with the root element "Bill"
            a,b,c | text beginning with "a,b,c"
            """)
    void what_is_not_ours_is_named(String content, String found) {
        Recorded recorded = Recorded.of("f", content);

        assertThat(recorded.unrecognised).containsExactly(found);
        assertThat(recorded.refused).isEmpty();
    }

    @Test
    void empty_blank_and_binary_files_are_named() {
        assertThat(Recorded.of("f", "").unrecognised).containsExactly("an empty file");
        assertThat(Recorded.of("f", " \r\n").unrecognised).containsExactly("a blank file");
        assertThat(Recorded.of("f", "PK\u0003\u0004\0\0").unrecognised).containsExactly("binary content");
    }

    @Test
    void empty_lists_are_known_and_say_nothing() {
        assertThat(Recorded.of("f", "<Bills />").unrecognised).isEmpty();
        assertThat(Recorded.of("f", "<ArrayOfVote xmlns:xsi=\"x\"></ArrayOfVote>").unrecognised)
                .isEmpty();
    }
}
