// SPDX-License-Identifier: Apache-2.0
/** What nobody should send, sent to the real server, and what must come back. */
@NullMarked
package ca.openpolicy.verification.attacks;

import org.jspecify.annotations.NullMarked;
