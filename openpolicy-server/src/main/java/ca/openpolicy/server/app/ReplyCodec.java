// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.Reply.Encoded;
import ca.openpolicy.storage.cache.Codec;

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

    @Override
    public int schema() {
        return Encoded.SCHEMA;
    }

    @Override
    public int weight(Encoded value) {
        return value.weight();
    }
}
