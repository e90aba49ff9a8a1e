// SPDX-License-Identifier: Apache-2.0
@NullMarked
package ca.openpolicy.storage.cache;

import org.jspecify.annotations.NullMarked;
