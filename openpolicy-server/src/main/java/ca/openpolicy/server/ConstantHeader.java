// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.common.GenericType;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.mapper.Value;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A header that many answers have: written and checked once, and not for each of them. With twenty headers to an answer
 * that is a sixth of what a kept one costs. Immutable.
 */
public final class ConstantHeader implements Header {
    private final Header checked;

    private ConstantHeader(Header checked) {
        this.checked = checked;
    }

    /**
     * A header.
     *
     * @param name its name
     * @param value its value
     * @return the header
     * @throws IllegalArgumentException if no header may have that value
     */
    public static Header of(HeaderName name, String value) {
        Header header = HeaderValues.createCached(name, value);
        header.validate();
        return new ConstantHeader(header);
    }

    /**
     * A header.
     *
     * @param name its name
     * @param value its value
     * @return the header
     * @throws IllegalArgumentException if no header may have that value
     */
    public static Header of(String name, String value) {
        return of(HeaderNames.create(name), value);
    }

    /** Was done at the beginning. */
    @Override
    public void validate() {}

    @Override
    public void writeHttp1Header(BufferData buffer) {
        checked.writeHttp1Header(buffer);
    }

    @Override
    public byte[] valueBytes() {
        return checked.valueBytes();
    }

    @Override
    public String name() {
        return checked.name();
    }

    @Override
    public HeaderName headerName() {
        return checked.headerName();
    }

    @Override
    public List<String> allValues() {
        return checked.allValues();
    }

    @Override
    public int valueCount() {
        return checked.valueCount();
    }

    @Override
    public boolean sensitive() {
        return checked.sensitive();
    }

    @Override
    public boolean changing() {
        return checked.changing();
    }

    @Override
    public String get() {
        return checked.get();
    }

    @Override
    public <N> Value<N> as(Class<N> type) {
        return checked.as(type);
    }

    @Override
    public <N> Value<N> as(GenericType<N> type) {
        return checked.as(type);
    }

    @Override
    public <N> Value<N> as(Function<? super String, ? extends N> mapper) {
        return checked.as(mapper);
    }

    @Override
    public Optional<String> asOptional() {
        return checked.asOptional();
    }

    @Override
    public Value<Boolean> asBoolean() {
        return checked.asBoolean();
    }

    @Override
    public Value<String> asString() {
        return checked.asString();
    }

    @Override
    public Value<Integer> asInt() {
        return checked.asInt();
    }

    @Override
    public Value<Long> asLong() {
        return checked.asLong();
    }

    @Override
    public Value<Double> asDouble() {
        return checked.asDouble();
    }

    @Override
    public String toString() {
        return checked.toString();
    }
}
