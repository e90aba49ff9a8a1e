// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillPatch;
import ca.openpolicy.core.InvalidDraftException;
import ca.openpolicy.core.Text;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A patch does what RFC 7396 says, as far as a bill can hold the outcome. */
class BillMergePatchTest {
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final BillBody BODY = BillBody.of(BodySettings.defaults());
    private static final List<String> WRITABLE =
            List.of("type", "status", "title", "short_title", "sponsor", "introduced");

    /** The cases of appendix A that a bill can hold, with the fields of a bill in place of its letters. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'government'}                 | {'type':'private_member'}             | {'type':'private_member'}",
                "{'type':'government'}                 | {'introduced':'2024-01-02'}           | {'type':'government','introduced':'2024-01-02'}",
                "{'type':'government'}                 | {'type':null}                         | {}",
                "{'type':'government','introduced':'2024-01-02'} | {'type':null}               | {'introduced':'2024-01-02'}",
                "{'short_title':{'en':'c'}}            | {'short_title':{'en':'d','fr':null}}  | {'short_title':{'en':'d'}}",
                "{'sponsor':{'key':'zz/1','name':'c'}} | {'sponsor':{'name':'d','key':null}}   | {'sponsor':{'name':'d'}}",
                "{'sponsor':{'key':'zz/1','name':'c'}} | {'sponsor':{'name':'d'}}              | {'sponsor':{'key':'zz/1','name':'d'}}",
                "{}                                    | {'type':'government','introduced':null} | {'type':'government'}",
                "{}                                    | {'short_title':{'en':null}}           | {}",
                "{'type':'government'}                 | {}                                    | {'type':'government'}"
            })
    void the_cases_of_the_standard_hold(String original, String patch, String result) {
        Bill bill = bill(json(original));

        assertThat(view(patched(bill, json(patch)))).isEqualTo(view(bill(json(result))));
    }

    /** The cases of appendix A whose outcome no bill can be. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'introduced':['2024-01-02']} | /introduced",
                "{'identifiers':[1]}           | /identifiers",
                "['c','d']                     | ``",
                "['c']                         | ``",
                "null                          | ``",
                "'bar'                         | ``",
                "{'type':1}                    | /type",
                "{'sponsor':{'key':null}}      | /sponsor/name",
                "{'sponsor':{}}                | /sponsor/name",
                "{'title':null}                | /title"
            })
    void what_no_bill_can_be_is_a_fault_at_its_place(String patch, String pointer) {
        Bill bill = Bill.stub(Examples.BILL.key()).with(Text.english("An Act"));

        assertThat(catchThrowableOfType(
                                InvalidDraftException.class, () -> BODY.patch(bytes(patch.replace('\'', '"')), bill))
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.pointer()).isEqualTo(pointer));
    }

    @Test
    void any_patch_gives_what_a_merge_of_the_json_gives() {
        Random random = new Random(7396);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            JsonObject original = object(random, false);
            JsonObject patch = object(random, true);
            JsonObject merged = JSON.createMergePatch(patch).apply(original).asJsonObject();
            Bill bill = bill(original);
            if (isBill(merged)) {
                assertThat(view(patched(bill, patch)))
                        .as(original + " + " + patch)
                        .isEqualTo(view(bill(merged)));
            } else {
                refused++;
                assertThat(catchThrowableOfType(InvalidDraftException.class, () -> patched(bill, patch)))
                        .as(original + " + " + patch)
                        .isNotNull();
            }
        }
        assertThat(refused).isBetween(100, 2000);
    }

    private static boolean isBill(JsonObject merged) {
        boolean titled =
                merged.containsKey("title") && !merged.getJsonObject("title").isEmpty();
        return titled
                && (!merged.containsKey("sponsor")
                        || merged.getJsonObject("sponsor").containsKey("name"));
    }

    private static JsonObject object(Random random, boolean patch) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        string(object, "type", List.of("government", "senate_public"), random, patch);
        string(object, "status", List.of("unknown", "royal_assent"), random, patch);
        string(object, "introduced", List.of("2024-01-02", "1999-12-31"), random, patch);
        inner(object, "title", List.of("en", "fr"), List.of("A", "B"), random, patch);
        inner(object, "short_title", List.of("en", "fr"), List.of("C", "D"), random, patch);
        inner(object, "sponsor", List.of("name", "key"), List.of("zz/1", "zz/2"), random, patch);
        JsonObject made = object.build();
        return patch || isBill(made) ? made : object(random, false);
    }

    private static void string(
            JsonObjectBuilder object, String name, List<String> values, Random random, boolean patch) {
        int choice = random.nextInt(4);
        if (choice < 2) {
            object.add(name, values.get(choice));
        } else if (choice == 2 && patch) {
            object.addNull(name);
        }
    }

    private static void inner(
            JsonObjectBuilder object,
            String name,
            List<String> names,
            List<String> values,
            Random random,
            boolean patch) {
        int choice = random.nextInt(6);
        if (choice < 4) {
            JsonObjectBuilder inner = JSON.createObjectBuilder();
            names.forEach(each -> string(inner, each, values, random, patch));
            object.add(name, inner);
        } else if (choice == 4 && patch) {
            object.addNull(name);
        }
    }

    private static Bill bill(JsonObject fields) {
        JsonObjectBuilder titled = JSON.createObjectBuilder().add("title", json("{'en':'An Act'}"));
        fields.forEach(titled::add);
        byte[] body = bytes(titled.build().toString());
        return BODY.draft(body, Examples.BILL.key()).checked();
    }

    private static Bill patched(Bill bill, JsonObject patch) {
        BillPatch read = BODY.patch(bytes(patch.toString()), bill);
        return read.applyTo(bill);
    }

    private static JsonObject view(Bill bill) {
        JsonObjectBuilder view = JSON.createObjectBuilder();
        JsonObject whole = Schemas.written(json -> WordsJson.plain().write(Shapes.BILL, bill, json));
        WRITABLE.forEach(name -> view.add(name, whole.getOrDefault(name, JsonValue.NULL)));
        return view.build();
    }

    private static JsonObject json(String text) {
        return Schemas.parsed(text.replace('\'', '"')).asJsonObject();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
