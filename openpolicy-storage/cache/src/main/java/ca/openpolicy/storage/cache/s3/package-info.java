// SPDX-License-Identifier: Apache-2.0
/** The tier in S3, over the AWS SDK, which whoever uses it brings along. */
@NullMarked
package ca.openpolicy.storage.cache.s3;

import org.jspecify.annotations.NullMarked;
