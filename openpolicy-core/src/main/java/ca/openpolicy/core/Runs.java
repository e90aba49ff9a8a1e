// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Duration;
import java.util.List;

/** The records of the imports. */
public interface Runs extends Repository<Run> {
    /** The name of the source. */
    Field<Run, String> SOURCE = Field.text("source");
    /** How it went. */
    Field<Run, Run.State> STATE = Field.coded("state", Run.State.class);

    /**
     * Opens a record. Only one run goes on at a time, whatever process it is in; who goes on says so by {@link #renew}.
     * Records of runs that fell silent are closed as interrupted.
     *
     * @param source the name of the source
     * @return the run, running
     * @throws ConflictException if another run goes on
     */
    Run start(String source);

    /**
     * Says that a run goes on.
     *
     * @param run the run
     * @return how long it may now be silent
     * @throws ConflictException if it was silent for so long that another one has begun
     */
    Duration renew(EntityId run);

    /**
     * Writes what is known of a run by now.
     *
     * @param run the run; with an end if it has ended
     * @param notices what it noticed, at most {@link #MAX_NOTICES}; they replace those written before
     */
    void save(Run run, List<Run.Notice> notices);

    /**
     * What a run noticed.
     *
     * @param run the run
     * @param offset how many to leave out, from 0
     * @param limit how many at most
     * @return the notices, in the order of files and lines
     */
    List<Run.Notice> notices(EntityId run, int offset, int limit);

    /**
     * Closes the records of all running runs, as interrupted, and lets the next one begin at once. Only whoever is sure
     * that no import goes on may call it.
     *
     * @return how many there were
     */
    int closeAbandoned();

    /**
     * Closes the records of runs that fell silent, as interrupted. Anybody may call it at any time.
     *
     * @return how many there were
     */
    int closeSilent();

    /**
     * How old what came from each source is.
     *
     * @return by source
     */
    List<Freshness> freshness();

    /** How many ended runs of a source are kept; older ones are forgotten when a new one starts. */
    int MAX_RUNS = 1_000;

    /** How many notices of a run are kept; the rest is only counted. */
    int MAX_NOTICES = 10_000;
}
