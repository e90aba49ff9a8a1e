// SPDX-License-Identifier: Apache-2.0
@NullMarked
package ca.openpolicy.events.kafka;

import org.jspecify.annotations.NullMarked;
