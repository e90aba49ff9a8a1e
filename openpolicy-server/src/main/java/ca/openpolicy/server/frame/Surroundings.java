// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.core.Ambient;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the frame takes from the program that it is part of.
 *
 * @param checks asks what must be well before the server is ready
 * @param readyAge how long their answers are believed
 * @param operator the secret of those who may write, if anybody may
 * @param telemetry where spans and figures go
 * @param metrics those figures, as Prometheus reads them
 * @param ambient the clock, and chance for ids
 */
public record Surroundings(
        Supplier<List<HealthCheck>> checks,
        Duration readyAge,
        Supplier<Optional<OperatorToken>> operator,
        OpenTelemetry telemetry,
        Supplier<byte[]> metrics,
        Ambient ambient) {}
