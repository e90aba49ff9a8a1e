// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Cause;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Members;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.storage.shard.Question;
import ca.openpolicy.storage.shard.Shards;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The members on PostgreSQL, each stored with its memberships in one transaction. */
final class PostgresMembers implements Members {
    private final Shards shards;
    private final Schema schema;
    private final MappedRepository<Member> rows;
    private final BulkLoad<Member> load;

    PostgresMembers(Shards shards, ArchiveSettings settings, Telling telling) {
        this.shards = shards;
        this.schema = settings.schemaOf();
        EntityMapping<Member> mapping = MemberMapping.in(schema);
        this.rows = new MappedRepository<>(shards, schema, mapping);
        ToldLoad<Member> journal = new ToldLoad<>(
                telling, (events, row) -> events.updated(row.entity().with(row.revision())));
        this.load = new BulkLoad<>(shards, settings, mapping, List.of(MemberMapping.seats()), journal);
    }

    private record Seated(long member, boolean current, Membership membership) {}

    @Override
    public Optional<Member> find(EntityId id) {
        return rows.find(id).map(member -> seated(List.of(member)).getFirst());
    }

    @Override
    public Map<EntityId, Member> findAll(Collection<EntityId> ids) {
        return seated(List.copyOf(rows.findAll(ids).values())).stream()
                .collect(Collectors.toMap(Member::id, Function.identity()));
    }

    @Override
    public Page<Member> find(Filter<Member> filter, PageRequest<Member> request) {
        Page<Member> page = rows.find(filter, request);
        return new Page<>(seated(page.items()), page.next(), page.previous());
    }

    @Override
    public long count(Filter<Member> filter) {
        return rows.count(filter);
    }

    @Override
    public Loaded load(Iterator<Sourced<Member>> words, Cause cause) throws InterruptedException {
        return load.load(words, cause);
    }

    private List<Member> seated(List<Member> members) {
        if (members.isEmpty()) {
            return members;
        }
        Map<Long, List<Seated>> seats = new HashMap<>();
        shards.ask(members.stream().map(Member::id).toList(), this::seats).stream()
                .flatMap(Collection::stream)
                .forEach(seat -> seats.computeIfAbsent(seat.member(), unused -> new ArrayList<>())
                        .add(seat));
        return members.stream()
                .map(member -> seated(member, seats.getOrDefault(member.id().value(), List.of())))
                .toList();
    }

    /** A member's seats live with it. */
    private Question<Seated> seats(List<EntityId> members) {
        return new Question<>(
                "select * from " + schema.table("membership") + " where member_id = any(?) order by member_id, ordinal",
                List.of(members),
                row -> new Seated(row.getLong("member_id"), row.getBoolean("current"), MemberMapping.membership(row)));
    }

    private static Member seated(Member member, List<Seated> seats) {
        return new Member(
                member.key(),
                member.name(),
                seats.stream().filter(Seated::current).map(Seated::membership).findFirst(),
                member.photo(),
                member.identifiers(),
                seats.stream().map(Seated::membership).toList(),
                member.revision());
    }
}
