// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.EventPublisher.Channel;
import ca.openpolicy.core.event.EventPublisher.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every publisher does with events. */
public abstract class EventPublisherContract {
    private static final List<String> AGGREGATES = List.of("a", "b", "c", "d");
    private static final EventSource SOURCE = EventSource.named("contract", Ambient.system());

    /**
     * The publisher to be tested, whose receiver is there and empty.
     *
     * @return the same one during a test
     */
    protected abstract EventPublisher publisher();

    /**
     * One whose receiver cannot be reached.
     *
     * @return another publisher of the same kind
     */
    protected abstract EventPublisher unreachable();

    /**
     * What the receiver has by now.
     *
     * @return events, those of an aggregate in the order in which they came
     */
    protected abstract List<Event> arrived();

    /**
     * An event that the receiver will never take, whose data say {@code secret} somewhere.
     *
     * @param aggregate of which aggregate
     * @param version which version of it
     * @return the event
     */
    protected abstract Event refusable(String aggregate, long version);

    /**
     * Whether later events of an aggregate are held back when one sent together with them is refused.
     *
     * @return false only for a publisher that says so of itself
     */
    protected boolean holdsBack() {
        return true;
    }

    /**
     * An event that every receiver takes.
     *
     * @param aggregate of which aggregate
     * @param version which version of it
     * @return the event
     */
    protected static Event event(String aggregate, long version) {
        return SOURCE.event("thing.changed", new Aggregate("thing", aggregate, version), "{\"v\":" + version + "}");
    }

    @Test
    void events_of_an_aggregate_arrive_in_their_order() throws InterruptedException {
        try (Channel channel = publisher().open("s0")) {
            for (int batch = 0; batch < 4; batch++) {
                assertThat(channel.send(versions(batch * 25L + 1, batch * 25L + 25)))
                        .isEmpty();
            }
        }
        assertThat(arrived()).hasSize(400);
        AGGREGATES.forEach(each -> assertThat(versionsOf(each))
                .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList()));
    }

    @Test
    void an_event_comes_as_it_was_sent() throws InterruptedException {
        Event event = SOURCE.event(
                "thing.changed",
                2,
                new Aggregate("thing", "ca/44-1/C-11 \u00e9 \"'", 7),
                Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                "{\"a\":[1,null,\"\u00e9\"]}");
        try (Channel channel = publisher().open("s0")) {
            assertThat(channel.send(List.of(event))).isEmpty();
        }
        assertThat(arrived()).containsExactly(event);
    }

    @Test
    void what_is_refused_is_told_without_its_data_and_holds_back_what_follows_it_alone() throws InterruptedException {
        Event bad = refusable("bad", 1);
        Event follower = event("bad", 2);
        List<Event> fine = List.of(event("a", 1), event("b", 1), event("a", 2));
        List<Event> sent = holdsBack()
                ? List.of(fine.get(0), bad, fine.get(1), follower, fine.get(2))
                : List.of(fine.get(0), bad, fine.get(1), fine.get(2));
        try (Channel channel = publisher().open("s0")) {
            assertThat(channel.send(sent)).singleElement().satisfies(refusal -> {
                assertThat(refusal.event()).isEqualTo(bad);
                assertThat(refusal.reason()).isNotBlank().doesNotContain("secret");
            });
            assertThat(channel.send(List.of(follower))).isEmpty();
        }
        assertThat(arrived()).doesNotContain(bad).containsAll(fine).contains(follower);
        assertThat(versionsOf("a")).containsExactly(1L, 2L);
        assertThat(versionsOf("bad")).containsExactly(2L);
    }

    @Test
    void several_may_be_refused_and_all_of_them_too() throws InterruptedException {
        Event first = refusable("bad", 1);
        Event second = refusable("worse", 1);
        try (Channel channel = publisher().open("s0")) {
            assertThat(channel.send(List.of(first, event("a", 1), second)))
                    .extracting(Refusal::event)
                    .containsExactlyInAnyOrder(first, second);
            assertThat(channel.send(List.of(second))).extracting(Refusal::event).containsExactly(second);
            assertThat(channel.send(List.of(event("a", 2)))).isEmpty();
        }
        assertThat(arrived())
                .extracting(event -> event.aggregate().id() + event.aggregate().version())
                .containsExactly("a1", "a2");
    }

    @Test
    void nothing_is_sent_of_nothing() throws InterruptedException {
        try (Channel channel = publisher().open("s0")) {
            assertThat(channel.send(List.of())).isEmpty();
        }
        assertThat(arrived()).isEmpty();
    }

    @Test
    void streams_do_not_disturb_each_other_and_one_that_is_opened_again_goes_on() throws InterruptedException {
        EventPublisher publisher = publisher();
        try (Channel other = publisher.open("s1")) {
            try (Channel first = publisher.open("s0")) {
                first.send(List.of(event("a", 1)));
                other.send(List.of(event("b", 1)));
            }
            try (Channel second = publisher.open("s0")) {
                assertThat(second.send(List.of(event("a", 2)))).isEmpty();
            }
            assertThat(other.send(List.of(event("b", 2)))).isEmpty();
        }
        assertThat(versionsOf("a")).containsExactly(1L, 2L);
        assertThat(versionsOf("b")).containsExactly(1L, 2L);
    }

    @Test
    void a_channel_that_was_closed_sends_nothing_more() throws InterruptedException {
        Channel channel = publisher().open("s0");
        channel.send(List.of(event("a", 1)));
        channel.close();
        channel.close();
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> channel.send(List.of(event("a", 2))));
        assertThat(versionsOf("a")).containsExactly(1L);
    }

    @Test
    void a_receiver_that_is_not_there_is_unavailable_and_refuses_nothing() {
        EventPublisher unreachable = unreachable();
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> {
            try (Channel channel = unreachable.open("s0")) {
                List<Refusal> unused = channel.send(List.of(event("a", 1)));
            }
        });
    }

    @Test
    void who_is_interrupted_stops_sending() throws InterruptedException {
        try (Channel channel = publisher().open("s0")) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> channel.send(List.of(event("a", 1))));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        try (Channel again = publisher().open("s0")) {
            assertThat(again.send(List.of(event("a", 1)))).isEmpty();
        }
        assertThat(versionsOf("a")).contains(1L);
    }

    private List<Long> versionsOf(String aggregate) {
        return arrived().stream()
                .map(Event::aggregate)
                .filter(each -> each.id().equals(aggregate))
                .map(Aggregate::version)
                .toList();
    }

    private static List<Event> versions(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .boxed()
                .flatMap(version -> AGGREGATES.stream().map(aggregate -> event(aggregate, version)))
                .toList();
    }
}
