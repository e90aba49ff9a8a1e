// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Resource;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to name a single thing in an address.
 *
 * @param path the address, with the names of its variable parts in braces
 * @param suffix what is added to the names of operations there
 * @param parameters the variable parts
 * @param answers whether it answers; another one leads to one that does
 */
record Place(String path, String suffix, List<Parameter> parameters, boolean answers) {
    private static final String KEY = "key";

    Place {
        parameters = List.copyOf(parameters);
    }

    /** All ways for a kind of thing; none, if it is only listed. */
    static List<Place> of(Resource<?> resource) {
        List<Place> places = new ArrayList<>();
        resource.reference().ifPresent(reference -> {
            places.add(byId(resource, reference));
            reference.spellings().stream()
                    .filter(each -> each.names().size() > 1)
                    .forEach(each -> places.add(byKey(resource, each)));
        });
        return places;
    }

    /** A key of one part stands where the id does. */
    private static Place byId(Resource<?> resource, Reference reference) {
        boolean keyed =
                reference.spellings().stream().anyMatch(each -> each.names().size() == 1);
        JsonObject example = resource.shape().example();
        Parameter id = CommonParameters.path("id", keyed ? "The id or the key." : "The id.")
                .like(JsonParts.plain(example, keyed ? KEY : "id"));
        return new Place(resource.path() + "/{id}", "", List.of(id), true);
    }

    private static Place byKey(Resource<?> resource, Reference.Spelling spelling) {
        ExampleValues values = ExampleValues.of(resource);
        StringBuilder path = new StringBuilder(resource.path());
        List<Parameter> parameters = new ArrayList<>();
        for (String name : spelling.names()) {
            path.append("/{").append(name).append('}');
            parameters.add(
                    CommonParameters.path(name, "The " + name + " in the key.").like(values.inKey(name)));
        }
        String suffix = spelling.canonical() ? "ByKey" : "ByShortKey";
        return new Place(path.toString(), suffix, parameters, spelling.canonical());
    }
}
