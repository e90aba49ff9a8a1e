// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.Mount;
import ca.openpolicy.server.Resource;
import jakarta.json.JsonObject;
import java.util.List;

/** What the interface says of itself, made once from the declarations of what is served. */
public final class Documents {
    private final JsonObject description;
    private final Pages pages;

    private final ApiSettings settings;

    private Documents(JsonObject description, Pages pages, ApiSettings settings) {
        this.description = description;
        this.pages = pages;
        this.settings = settings;
    }

    /**
     * Describes what is served.
     *
     * @param resources the declarations
     * @param settings how it is answered
     * @return the documents
     */
    public static Documents of(List<Resource<?>> resources, ApiSettings settings) {
        Api api = Api.of(resources, settings.usualLimit());
        return new Documents(OpenApi.of(api), Pages.of(api, resources), settings);
    }

    /**
     * The description as OpenAPI 3.1.
     *
     * @return JSON with line ends and indents
     */
    public String openApi() {
        return JsonParts.pretty(description);
    }

    /**
     * Serves them.
     *
     * @return the service at its place
     */
    public Mount mount() {
        return new Mount("/", new DocumentsService(description.toString(), pages, settings));
    }
}
