// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.Reply.Encoded;
import ca.openpolicy.storage.cache.Codec;
import java.util.Objects;

/** How answers are written outside of the process. */
final class ReplyCodec implements Codec<Encoded> {
    private final int form;

    /**
     * A codec.
     *
     * @param form of all settings on which answers depend
     */
    ReplyCodec(int form) {
        this.form = form;
    }

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
        return Objects.hash(Encoded.SCHEMA, Version.text(), form);
    }

    @Override
    public int weight(Encoded value) {
        return value.weight();
    }
}
