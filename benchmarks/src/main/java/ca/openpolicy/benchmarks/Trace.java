// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who asks for what when, and what changes when: readers of a site about a parliament, in the order of time. The same
 * {@link Habits} over the same files give the same trace.
 *
 * <p>What is assumed: visits follow the hours of the day, are more when the House sits, and most when it votes on what
 * many know, then less by half in some 80 minutes. People come by a link to a bill or a vote, or by the newest list,
 * look for a while, follow a link or leave; a bill without votes is seldom asked for them; half of those who look for a
 * member look for their own. Some come again for bills of their own, and read what was voted on since. Programs that
 * show a thing ask for its parts one after another, which parts depends on the program. Others ask for the newest votes
 * and take each once. Crawlers walk through lists page by page, some with what belongs to each thing, and rest in
 * between. A few want just anything. What happens in the House changes answers: of a bill, its votes, the newest lists,
 * and with each vote the newest ballots of everybody.
 *
 * @param site what can be asked for
 * @param events in the order of time
 */
record Trace(Site site, List<Event> events) {
    private static final int RANDOM_EVENTS = 300_000;
    private static final int RANDOM_READERS = 1_000;
    private static final long RANDOM_PAUSE = 1_000;

    /**
     * A thing is asked for, or has changed.
     *
     * @param at when, in milliseconds since 1970
     * @param reader who asks; 0 if it has changed
     * @param key which thing
     */
    record Event(long at, long reader, String key) {
        boolean isChange() {
            return reader == 0;
        }
    }

    static Trace of(Site site, Habits habits) {
        List<Event> events = new ArrayList<>(new Visits(site, habits).all());
        events.sort(Comparator.comparingLong(Event::at));
        return new Trace(site, List.copyOf(events));
    }

    /** Anybody asks for anything: nothing is to be learned. */
    static Trace random(Site site, long seed) {
        Random random = new Random(seed);
        List<String> keys = List.copyOf(site.things().keySet());
        List<Event> events = new ArrayList<>();
        long begin = site.house(0).votes().getLast().at();
        for (int i = 0; i < RANDOM_EVENTS; i++) {
            long at = begin + i * RANDOM_PAUSE;
            events.add(new Event(at, 1 + random.nextInt(RANDOM_READERS), keys.get(random.nextInt(keys.size()))));
        }
        return new Trace(site, List.copyOf(events));
    }

    /** Says of what a trace consists. */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(System.getProperty("openpolicy.data", ""));
        Habits habits = Habits.traceA();
        Trace trace = of(Site.of(data, habits), habits);
        List<Event> asked =
                trace.events().stream().filter(event -> !event.isChange()).toList();
        Map<Habits.Spot, Long> kinds = asked.stream()
                .collect(Collectors.groupingBy(
                        event -> trace.site().thing(event.key()).spot(), () -> new TreeMap<>(), Collectors.counting()));
        System.out.printf(
                Locale.ROOT,
                "%d accesses of %d keys of %d by %d readers, %d changes; %d bytes in all%n%s%n",
                asked.size(),
                asked.stream().map(Event::key).distinct().count(),
                trace.site().things().size(),
                asked.stream().map(Event::reader).distinct().count(),
                trace.events().size() - asked.size(),
                trace.site().weightOfAll(),
                kinds);
    }
}
