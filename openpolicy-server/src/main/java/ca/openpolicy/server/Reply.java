// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.http.DateTime;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reading request is answered, before it is sent. */
public sealed interface Reply {
    /**
     * That the address has another spelling.
     *
     * @param path the one under which it is answered
     */
    record Moved(String path) implements Reply {}

    /** An answer as it goes over the wire, ready to be sent again to whoever asks the same. Immutable. */
    final class Encoded implements Reply {
        /** The number of the form of {@link #bytes}, another one for each form that older programs cannot read. */
        public static final int SCHEMA = 1;

        private final Head head;
        private final Body body;
        private final List<Header> validators;
        private final List<Header> content;

        Encoded(Head head, Body body) {
            this.head = head;
            this.body = body;
            this.validators = head.validators();
            this.content = head.content();
        }

        Head head() {
            return head;
        }

        Body body() {
            return body;
        }

        /** What is said of it also where the client has its body already. */
        List<Header> validators() {
            return validators;
        }

        /** What is said of its body. */
        List<Header> content() {
            return content;
        }

        /** The same without its body, which is found elsewhere by its tag. */
        Encoded withoutBody() {
            return new Encoded(head.elsewhere(), Body.NONE);
        }

        Encoded with(byte[] bytes) {
            return new Encoded(head, new Body(bytes));
        }

        /**
         * About how much memory it takes.
         *
         * @return how many bytes
         */
        public int weight() {
            return body.bytes.length + head.weight();
        }

        /**
         * The whole as bytes.
         *
         * @return what {@link #read} reads
         */
        public byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(weight());
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                head.write(out);
                out.write(body.bytes);
            } catch (IOException e) {
                throw new UncheckedIOException("memory does not refuse", e);
            }
            return bytes.toByteArray();
        }

        /**
         * Reads one.
         *
         * @param bytes what {@link #bytes} gave
         * @return the answer
         * @throws UncheckedIOException if the bytes are none
         */
        public static Encoded read(byte[] bytes) {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                return new Encoded(Head.read(in), new Body(in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * What is said before the body.
     *
     * @param route which declared address was asked
     * @param type what the body is
     * @param vary the headers of the request on which it depends
     * @param tag the strong validator, as it is sent
     * @param links the header Link, if there is one
     * @param modified when it last changed, in whole seconds, if that is known
     * @param compressed whether the body is compressed by gzip
     * @param sourced whether it is said when its sources were last read
     * @param passing whether it may be another the next moment, so that caches are to ask each time
     * @param apart whether the body is kept elsewhere
     */
    record Head(
            String route,
            String type,
            String vary,
            String tag,
            Optional<String> links,
            Optional<Instant> modified,
            boolean compressed,
            boolean sourced,
            boolean passing,
            boolean apart) {
        private static final Header GZIPPED = ConstantHeader.of(HeaderNames.CONTENT_ENCODING, "gzip");
        private static final int USUAL = 1_024;
        private static final long NEVER = Long.MIN_VALUE;

        private Head elsewhere() {
            return new Head(route, type, vary, tag, links, modified, compressed, sourced, passing, true);
        }

        /** Written once, so that sending them again costs as little as can be. */
        private List<Header> validators() {
            List<Header> headers = new ArrayList<>();
            headers.add(ConstantHeader.of(HeaderNames.ETAG, tag));
            headers.add(ConstantHeader.of(HeaderNames.VARY, vary));
            links.ifPresent(each -> headers.add(ConstantHeader.of(HeaderNames.LINK, each)));
            modified.ifPresent(at -> headers.add(ConstantHeader.of(HeaderNames.LAST_MODIFIED, httpDate(at))));
            return List.copyOf(headers);
        }

        private List<Header> content() {
            Header kind = ConstantHeader.of(HeaderNames.CONTENT_TYPE, type);
            return compressed ? List.of(kind, GZIPPED) : List.of(kind);
        }

        private static String httpDate(Instant at) {
            return ZonedDateTime.ofInstant(at, ZoneOffset.UTC).format(DateTime.RFC_1123_DATE_TIME);
        }

        private int weight() {
            return USUAL + links.map(String::length).orElse(0);
        }

        private void write(DataOutputStream out) throws IOException {
            out.writeUTF(route);
            out.writeUTF(type);
            out.writeUTF(vary);
            out.writeUTF(tag);
            out.writeUTF(links.orElse(""));
            out.writeLong(modified.map(Instant::getEpochSecond).orElse(NEVER));
            out.writeBoolean(compressed);
            out.writeBoolean(sourced);
            out.writeBoolean(passing);
            out.writeBoolean(apart);
        }

        private static Head read(DataInputStream in) throws IOException {
            return new Head(
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    Optional.of(in.readUTF()).filter(links -> !links.isEmpty()),
                    Optional.of(in.readLong()).filter(second -> second != NEVER).map(Instant::ofEpochSecond),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean());
        }
    }

    /** Bytes that nobody changes. */
    final class Body {
        private static final Body NONE = new Body(new byte[0]);

        private final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
