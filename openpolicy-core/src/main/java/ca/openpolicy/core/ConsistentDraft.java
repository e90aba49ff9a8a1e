// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** Checks what the single values of a {@link BillDraft} cannot show. A validator makes it; nobody else needs it. */
public final class ConsistentDraft implements ConstraintValidator<Consistent, BillDraft> {
    /** For the validator. */
    public ConsistentDraft() {}

    @Override
    public boolean isValid(@Nullable BillDraft value, ConstraintValidatorContext context) {
        return value == null || DraftRules.report(value.inconsistencies(), context);
    }
}
