// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * Something that an import brings, with the digest of what its sources say of it. What has the digest that the archive
 * remembers is left untouched.
 *
 * @param word the entity
 * @param digest a digest of everything that the sources say, with the version of the rules that were applied
 * @param <E> the entity
 */
public record Sourced<E>(E word, Digest digest) {}
