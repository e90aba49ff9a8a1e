// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.SmallWordsContract;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(Engine.class)
@ParameterizedClass
@EnumSource(Layout.class)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class PostgresSmallWordsTest extends SmallWordsContract {
    @Parameter
    Layout layout = Layout.TWO;

    private static TestShards shards;

    @BeforeParameterizedClassInvocation
    static void start(Layout layout) {
        shards = layout.open();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        shards.close();
    }

    @Override
    protected Archive archive() {
        return shards.archive();
    }
}
