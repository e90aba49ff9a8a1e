// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import java.util.List;

/**
 * How often callers may ask.
 *
 * @param enabled whether anything is limited
 * @param anonymous those who do not say who they are, each by address
 * @param operator those who may write
 * @param maxCallers how many addresses are remembered at once
 */
public record QuotaSettings(boolean enabled, Quota anonymous, Quota operator, int maxCallers) {
    private static final long MOST = 1_000_000_000;

    /** Whether anything is limited. */
    public static final Setting<Boolean> ENABLED =
            Setting.flag("limit.enabled", true, "Whether requests below `/api` are counted and limited.");

    private static final Setting<Long> PER_MINUTE =
            Setting.number("limit.per-minute", 60, 1, MOST, "How many requests a minute from one address.");
    private static final Setting<Long> PER_HOUR =
            Setting.number("limit.per-hour", 1_000, 1, MOST, "How many requests an hour from one address.");
    private static final Setting<Long> OPERATOR_PER_MINUTE = Setting.number(
            "limit.operator-per-minute", 6_000, 1, MOST, "How many requests a minute with the token of an operator.");
    private static final Setting<Long> OPERATOR_PER_HOUR = Setting.number(
            "limit.operator-per-hour", 100_000, 1, MOST, "How many requests an hour with the token of an operator.");
    private static final Setting<Long> MAX_CALLERS = Setting.number(
            "limit.max-callers",
            16_384,
            8,
            16_777_216,
            "How many addresses are remembered at once; who has asked least is forgotten first.");

    /** Their declarations. */
    public static final List<Setting<?>> SETTINGS =
            List.of(ENABLED, PER_MINUTE, PER_HOUR, OPERATOR_PER_MINUTE, OPERATOR_PER_HOUR, MAX_CALLERS);

    /**
     * Takes them from all settings.
     *
     * @param settings all settings
     * @return these
     */
    public static QuotaSettings of(Settings settings) {
        return new QuotaSettings(
                settings.get(ENABLED),
                new Quota(settings.get(PER_MINUTE), settings.get(PER_HOUR)),
                new Quota(settings.get(OPERATOR_PER_MINUTE), settings.get(OPERATOR_PER_HOUR)),
                settings.number(MAX_CALLERS));
    }
}
