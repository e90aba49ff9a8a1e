// SPDX-License-Identifier: Apache-2.0
/** The port of a cache: what is kept, what it was made of, and how one hears that this has changed. */
@NullMarked
package ca.openpolicy.core.cache;

import org.jspecify.annotations.NullMarked;
