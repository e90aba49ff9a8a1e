// SPDX-License-Identifier: Apache-2.0
/** Tests of making values before they are asked for. */
@NullMarked
package ca.openpolicy.storage.cache.warm;

import org.jspecify.annotations.NullMarked;
