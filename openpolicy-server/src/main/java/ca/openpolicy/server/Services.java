// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes the services of declared resources. */
public final class Services {
    private Services() {}

    /**
     * One service for each resource.
     *
     * @param resources what is served
     * @param archive where it is; may throw {@link ca.openpolicy.core.UnavailableException} as long as there is none
     * @param known the small words of that archive
     * @param settings how to answer
     * @param replies the answers that were made already
     * @return the services
     */
    public static List<Mount> of(
            List<Resource<?>> resources,
            Supplier<Archive> archive,
            Known known,
            ApiSettings settings,
            Replies replies) {
        Delivery delivery = new Delivery(settings, known::sourceUpdated);
        ResourceService.Common common =
                new ResourceService.Common(archive, new Reads(known, settings, delivery), replies, delivery);
        List<Mount> mounts = new ArrayList<>();
        resources.forEach(resource -> mounts.add(
                new Mount(resource.path(), new ResourceService<>(resource, below(resource, resources), common))));
        return mounts;
    }

    private static List<ResourceService.Nested<?>> below(Resource<?> parent, List<Resource<?>> all) {
        List<ResourceService.Nested<?>> below = new ArrayList<>();
        all.forEach(child -> addBelow(parent, child, below));
        return below;
    }

    private static <C> void addBelow(Resource<?> parent, Resource<C> child, List<ResourceService.Nested<?>> below) {
        child.parents().stream()
                .filter(each -> each.parent().equals(parent.name()))
                .forEach(each -> below.add(new ResourceService.Nested<>(child, each)));
    }
}
