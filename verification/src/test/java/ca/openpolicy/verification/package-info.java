// SPDX-License-Identifier: Apache-2.0
@NullMarked
package ca.openpolicy.verification;

import org.jspecify.annotations.NullMarked;
