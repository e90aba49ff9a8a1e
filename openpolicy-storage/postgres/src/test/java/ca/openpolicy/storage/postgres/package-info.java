// SPDX-License-Identifier: Apache-2.0
@NullMarked
package ca.openpolicy.storage.postgres;

import org.jspecify.annotations.NullMarked;
