// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.OperationsContract;
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
class PostgresOperationsTest extends OperationsContract {
    @Parameter
    Layout layout = Layout.TWO;

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final OperationSettings LASTING = OperationSettings.defaults();

    private static TestShards shards;
    private static Archive shortLease;
    private static Archive shortMemory;

    @BeforeParameterizedClassInvocation
    static void start(Layout layout) {
        shards = layout.open();
        shortLease = shards.archive(ArchiveSettings.defaults().withOperations(LASTING.withLease(MOMENT)));
        shortMemory = shards.archive(ArchiveSettings.defaults()
                .withOperations(LASTING.withRetention(MOMENT).withSweepRows(1)));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        shortLease.close();
        shortMemory.close();
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
    protected Archive withShortMemory() {
        return shortMemory;
    }

    @Override
    protected void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
    }
}
