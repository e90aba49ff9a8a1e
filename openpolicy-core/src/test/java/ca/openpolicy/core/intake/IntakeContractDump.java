// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.Repository;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** All words of an archive as text, without what depends on when and how often they were written. */
final class IntakeContractDump {
    private static final Pattern REVISION =
            Pattern.compile(Pattern.quote(Revision.class.getSimpleName()) + "\\[[^\\]]*\\]");

    private IntakeContractDump() {}

    static List<String> of(Archive archive) {
        List<String> lines = new ArrayList<>();
        archive.catalogue().jurisdictions().forEach(each -> lines.add(each.toString()));
        archive.catalogue().sessions().stream()
                .map(each -> new Session(each.key(), each.name(), each.start(), each.end(), Session.Counts.NONE))
                .forEach(each -> lines.add(each.toString()));
        archive.catalogue().parties().stream().map(Party::toString).forEach(lines::add);
        all(archive.bills()).forEach(each -> lines.add(each.toString()));
        all(archive.members()).forEach(each -> lines.add(each.toString()));
        all(archive.votes()).forEach(each -> lines.add(each.toString()));
        all(archive.ballots()).stream().map(Ballot::toString).forEach(lines::add);
        all(archive.bills()).forEach(bill -> archive.texts().of(bill.id()).forEach(text -> lines.add(text.toString())));
        return lines.stream()
                .map(line -> REVISION.matcher(line).replaceAll(""))
                .sorted()
                .toList();
    }

    static <E> List<E> all(Repository<E> repository) {
        return all(repository, Filter.all());
    }

    static <E> List<E> all(Repository<E> repository, Filter<E> filter) {
        List<E> items = new ArrayList<>();
        PageRequest<E> request = PageRequest.first(100);
        Optional<Cursor> next;
        do {
            Page<E> page = repository.find(filter, request);
            items.addAll(page.items());
            next = page.next();
            request = next.isPresent() ? request.at(next.get()) : request;
        } while (next.isPresent());
        return items;
    }
}
