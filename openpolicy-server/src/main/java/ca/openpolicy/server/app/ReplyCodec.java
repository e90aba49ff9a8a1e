// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.Reply.Encoded;
import ca.openpolicy.storage.cache.Codec;
import java.util.Objects;

/** How answers are written outside of the process. */
final class ReplyCodec implements Codec<Encoded> {
    @Override
    public byte[] write(Encoded value) {
        return value.bytes();
    }

    @Override
    public Encoded read(byte[] bytes) {
        return Encoded.read(bytes);
    }

    /** Another version of the program may answer otherwise. */
    @Override
    public int schema() {
        return Objects.hash(Encoded.SCHEMA, Version.text());
    }

    @Override
    public int weight(Encoded value) {
        return value.weight();
    }
}
