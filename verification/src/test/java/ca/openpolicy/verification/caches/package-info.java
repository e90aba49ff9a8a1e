// SPDX-License-Identifier: Apache-2.0
/** What several processes have of one cache, each a JVM of its own that may be cut off or killed. */
@NullMarked
package ca.openpolicy.verification.caches;

import org.jspecify.annotations.NullMarked;
