// SPDX-License-Identifier: Apache-2.0
@NullMarked
package ca.openpolicy.core;

import org.jspecify.annotations.NullMarked;
