// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Field;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.ProblemType;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.WholeList;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentsTest {
    private static final Field<Party, String> COLOUR = Field.text("colour");

    private static Resource<Party> clubs() {
        return Resource.<Party>of(
                        "clubs",
                        "club",
                        archive -> WholeList.of(
                                "clubs", List.of(), party -> party.key().id()),
                        Shapes.PARTY)
                .named(Reference.byKey("town/name", PartyKey::parse))
                .filteredBy(Criteria.optional(COLOUR))
                .sortedBy(COLOUR)
                .declare();
    }

    @Test
    void a_declared_resource_is_described_without_any_other_change() {
        JsonObject paths = described(clubs()).getJsonObject("paths");
        assertThat(paths).containsKeys("/api/v1/clubs", "/api/v1/clubs/{id}", "/api/v1/clubs/{town}/{name}");
        assertThat(paths.getJsonObject("/api/v1/clubs")
                        .getJsonObject("get")
                        .getJsonArray("parameters")
                        .getValuesAs(JsonObject.class))
                .extracting(each -> each.getString("$ref"))
                .contains(
                        "#/components/parameters/clubs.colour",
                        "#/components/parameters/clubs.colour__isnull",
                        "#/components/parameters/clubs.sort",
                        "#/components/parameters/limit");
    }

    @Test
    void a_table_is_shown_with_the_columns_that_it_has() {
        JsonObject examples = described(clubs()).getJsonObject("components").getJsonObject("examples");
        assertThat(examples.getJsonObject("Party.csv")
                        .getString("value")
                        .lines()
                        .toList())
                .hasSize(2)
                .startsWith("id,key,url,jurisdiction,name_en,name_fr");
    }

    @Test
    void every_word_of_every_vocabulary_has_a_meaning() {
        assertThat(Vocabulary.all())
                .hasSizeGreaterThan(8)
                .allSatisfy(each -> assertThat(each.words())
                        .allSatisfy(word -> assertThat(word.meaning())
                                .as(each.name() + " " + word.code())
                                .isNotEmpty()));
    }

    @Test
    void every_status_of_a_bill_but_the_unknown_one_has_the_words_of_the_sources() {
        assertThat(Vocabulary.all().getFirst().words())
                .filteredOn(word -> word.source().isEmpty())
                .extracting(Vocabulary.Word::code)
                .containsExactly("unknown");
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_of_problem_has_an_example_and_a_page(ProblemType type) {
        JsonObject example = ProblemExamples.of(type);
        assertThat(example.getInt("status")).isEqualTo(type.status());
        assertThat(example.getString("type")).isEqualTo("/problems/" + type.slug());
        assertThat(ProblemPages.of(type)).contains("<html lang=\"en\">", type.slug(), "What to do");
    }

    @Test
    void texts_on_pages_are_escaped() {
        String page = new Html().paragraph("<script> & \"`<b>`\"").page("a<b", "/");
        assertThat(page)
                .contains("&lt;script&gt; &amp; &quot;<code>&lt;b&gt;</code>&quot;", "<h1>a&lt;b</h1>")
                .doesNotContain("<script>");
    }

    @Test
    void a_text_of_ours_becomes_headings_paragraphs_lists_tables_and_blocks() {
        Html html = new Html();
        Markdown.write("## Two words\n\na\nb\n\n- c\n  d\n- e\n\n|= T\n| f | g |\n| h | i |\n\n```\nj < k\n```", html);
        assertThat(html.page("t", "/"))
                .contains("<h2 id=\"two-words\">Two words</h2>", "<p>a b</p>", "<li>c d</li>\n<li>e</li>")
                .contains("<caption>T</caption>", "<th scope=\"col\">g</th>", "<th scope=\"row\">h</th><td>i</td>")
                .contains("<code>j &lt; k</code>");
    }

    private static JsonObject described(Resource<?> resource) {
        String json = Documents.of(List.of(resource), ApiSettings.defaults()).openApi();
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
