// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rules of a draft that its single values cannot show; each fault is reported where it belongs. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {ConsistentDraft.class, ConsistentPatch.class})
public @interface Consistent {
    /**
     * What is said if no fault says more.
     *
     * @return the message
     */
    String message() default "must be consistent";

    /**
     * The validation groups.
     *
     * @return none unless given
     */
    Class<?>[] groups() default {};

    /**
     * What is carried along.
     *
     * @return nothing unless given
     */
    Class<? extends Payload>[] payload() default {};
}
