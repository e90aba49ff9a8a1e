// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Fault;
import ca.openpolicy.core.InvalidDraftException;
import ca.openpolicy.core.MalformedBodyException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the body of a request as one JSON object in UTF-8, and refuses what two readers might take for two things. */
final class BodyText {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private BodyText() {}

    static Node.Fields read(byte[] body, BodySettings settings) {
        StrictJson.Limits limits = new StrictJson.Limits(settings.maxDepth(), settings.maxValues());
        Node root = StrictJson.read(decoded(body), limits, new Refusing());
        if (root instanceof Node.Fields object) {
            return object;
        }
        throw new InvalidDraftException(List.of(new Fault("", "is " + root.described() + ", must be an object")));
    }

    private static String decoded(byte[] body) {
        if (ByteBuffer.wrap(body).mismatch(ByteBuffer.wrap(BYTE_ORDER_MARK)) == BYTE_ORDER_MARK.length) {
            throw new MalformedBodyException("", "the body begins with a byte order mark; leave it out");
        }
        ByteBuffer bytes = ByteBuffer.wrap(body);
        CharBuffer text = CharBuffer.allocate(body.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        if (result.isError()) {
            throw new MalformedBodyException("", "the body is not UTF-8, from byte " + (bytes.position() + 1));
        }
        return text.flip().toString();
    }

    private record Refusing() implements StrictJson.Complaints {
        @Override
        public RuntimeException malformed(String code, String pointer, String message) {
            return new MalformedBodyException(pointer, message);
        }

        @Override
        public void doubtful(String pointer, String detail) {
            throw new MalformedBodyException(pointer, detail);
        }

        /** The rules of the word tell it with all its other faults. */
        @Override
        public void unstorable(String pointer, String detail) {}
    }
}
