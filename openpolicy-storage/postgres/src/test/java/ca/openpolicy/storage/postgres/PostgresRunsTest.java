// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.RunsContract;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
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
class PostgresRunsTest extends RunsContract {
    @Parameter
    Layout layout = Layout.TWO;

    private static TestShards shards;
    private static Archive shortLease;

    @BeforeParameterizedClassInvocation
    static void start(Layout layout) {
        shards = layout.open();
        shortLease = shards.archive(ArchiveSettings.defaults().withImportLease(Duration.ofMillis(1)));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        shortLease.close();
        shards.close();
    }

    @Override
    protected Archive archive() {
        return shards.archive();
    }

    @Override
    protected Archive withShortLease() {
        return shortLease;
    }

    @Override
    protected void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
    }
}
