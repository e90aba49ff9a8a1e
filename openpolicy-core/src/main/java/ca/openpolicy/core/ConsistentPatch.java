// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** Checks what the single values of a {@link BillPatch} cannot show. A validator makes it; nobody else needs it. */
public final class ConsistentPatch implements ConstraintValidator<Consistent, BillPatch> {
    /** For the validator. */
    public ConsistentPatch() {}

    @Override
    public boolean isValid(@Nullable BillPatch value, ConstraintValidatorContext context) {
        return value == null || DraftRules.report(value.inconsistencies(), context);
    }
}
