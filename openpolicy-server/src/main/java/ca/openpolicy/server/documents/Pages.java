// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.ProblemType;
import ca.openpolicy.server.Resource;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages for people, made once. */
final class Pages {
    /** What the whole is called. */
    static final String NAME = "OpenPolicy";
    /** What every page links, in order. */
    static final Map<String, String> NAVIGATION = navigation();

    private final Map<String, String> all;

    private Pages(Map<String, String> all) {
        this.all = Map.copyOf(all);
    }

    static Pages of(Api api, List<Resource<?>> resources) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("/", HomePage.of(resources));
        all.put("/docs", Guide.page(resources));
        resources.forEach(each -> all.put(address(each), ResourcePage.of(api, each)));
        all.put("/problems", ProblemPages.list());
        Arrays.stream(ProblemType.values()).forEach(type -> all.put(Problems.address(type), ProblemPages.of(type)));
        return new Pages(all);
    }

    /** Where a resource is explained. */
    static String address(Resource<?> resource) {
        return "/docs/" + Names.dashed(resource.name());
    }

    Optional<String> at(String path) {
        return Optional.ofNullable(all.get(path));
    }

    private static Map<String, String> navigation() {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("/", NAME);
        links.put("/docs", "Guide");
        links.put("/problems", "Problems");
        links.put("/openapi.json", "OpenAPI");
        links.put("/health", "Health");
        links.put("/ready", "Ready");
        return Collections.unmodifiableMap(links);
    }
}
