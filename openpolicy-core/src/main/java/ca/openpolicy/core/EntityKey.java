// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** A natural key: what people call an entity, such as {@code ca/44-1/C-11}. */
public interface EntityKey {
    /**
     * The entity type that is hashed into the id.
     *
     * @return a lower-case word such as {@code bill}
     */
    String type();

    /**
     * The one spelling that identifies the entity.
     *
     * @return the key, parts joined by slashes
     */
    String canonical();

    /**
     * The id that follows from the key.
     *
     * @return the id
     */
    default EntityId id() {
        return EntityId.of(type(), canonical());
    }
}
