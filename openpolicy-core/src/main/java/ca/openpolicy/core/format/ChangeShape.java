// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.EventFeed;

/** Something that happened, as a feed tells it. */
final class ChangeShape {
    private static final Shape<Aggregate> AGGREGATE = ShapeBuilder.<Aggregate>named(
                    "ChangeAggregate", "What something happened to.")
            .of("type", "What kind of thing, such as bill.", Types.STRING, Aggregate::type)
            .of("id", "Its identifier.", Types.STRING, Aggregate::id)
            .of("version", "Its version after that.", Types.INTEGER, Aggregate::version)
            .like(() -> Examples.CHANGE.event().aggregate());

    static final Shape<EventFeed.Entry> SHAPE = ShapeBuilder.<EventFeed.Entry>named(
                    "Change", "Something that happened.")
            .of(
                    "id",
                    "By which it is known if it is told twice, a UUID.",
                    Types.STRING,
                    entry -> entry.event().id().toString())
            .of(
                    "since",
                    "With this value, since asks for what happened after it.",
                    Types.STRING,
                    entry -> entry.after().toString())
            .of(
                    "type",
                    "What happened, such as bill.created.",
                    Types.STRING,
                    entry -> entry.event().type())
            .of(
                    "time",
                    "When it happened.",
                    Types.INSTANT,
                    entry -> entry.event().time())
            .of(
                    "aggregate",
                    "What it happened to.",
                    Types.object(AGGREGATE),
                    entry -> entry.event().aggregate())
            .of(
                    "schema",
                    "The version of the schema of the data.",
                    Types.INTEGER,
                    entry -> entry.event().schema())
            .of(
                    "data",
                    "What is told, as the schema of the type says.",
                    Types.ANY,
                    entry -> Schemas.parsed(entry.event().data()))
            .like(() -> Examples.CHANGE);

    private ChangeShape() {}
}
