// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One PostgreSQL for all tests; each test makes databases of its own. */
public final class Engine implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EmbeddedPostgres.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Engine.class))
                .computeIfAbsent(EmbeddedPostgres.class, type -> start(), EmbeddedPostgres.class);
    }

    private static EmbeddedPostgres start() {
        return EmbeddedPostgres.start(
                EmbeddedPostgresSettings.temporary().withDurability(false).withMaxConnections(100));
    }
}
