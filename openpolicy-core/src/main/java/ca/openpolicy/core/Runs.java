// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.List;

/** The records of the imports. */
public interface Runs extends Repository<Run> {
    /** The name of the source. */
    Field<Run, String> SOURCE = Field.text("source");
    /** How it went. */
    Field<Run, Run.State> STATE = Field.coded("state", Run.State.class);

    /**
     * Opens a record.
     *
     * @param source the name of the source
     * @return the run, running
     */
    Run start(String source);

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
     * Closes the records of runs whose process died, as interrupted. Only whoever is sure that no import goes on may
     * call it.
     *
     * @return how many there were
     */
    int closeAbandoned();

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
