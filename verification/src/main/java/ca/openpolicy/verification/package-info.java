// SPDX-License-Identifier: Apache-2.0
/** What is proved over all modules together; its content is tests. */
@NullMarked
package ca.openpolicy.verification;

import org.jspecify.annotations.NullMarked;
