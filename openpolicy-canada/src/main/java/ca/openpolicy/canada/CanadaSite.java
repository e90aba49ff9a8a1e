// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.SourceFile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The live sites of the Parliament of Canada, or others with the same addresses. Whole sessions are fetched (lists of
 * bills and divisions, each bill, each division, the members), or one document. What was fetched is kept, and fetched
 * again only if the site says that it changed. Safe for use by many threads; {@link #close} it when done.
 */
public final class CanadaSite implements Source, AutoCloseable {
    private static final Pattern SESSION_PAGE = Pattern.compile(
            "/(?:members/(?:en|fr)/votes|legisinfo/(?:en|fr)/bills)/?\\?(?:.*&)?parlsession=(\\d{1,4}-\\d{1,3})(?:&.*)?",
            Pattern.CASE_INSENSITIVE);

    private final String name;
    private final CanadaSiteSettings settings;
    private final CanadaSettings formats;
    private final Optional<URI> only;
    private final Fetcher fetcher;
    private final Document document;

    private CanadaSite(
            String name, CanadaSiteSettings settings, CanadaSettings formats, Optional<URI> only, Fetcher fetcher) {
        this.name = name;
        this.settings = settings;
        this.formats = formats;
        this.only = only;
        this.fetcher = fetcher;
        this.document = new Document(formats, new Pool());
    }

    /**
     * Whole sessions.
     *
     * @param settings which sessions, and how the sites are visited
     * @param formats how the documents are read
     * @param ambient time and chance
     * @return the source
     */
    public static CanadaSite of(CanadaSiteSettings settings, CanadaSettings formats, Ambient ambient) {
        return of(settings, formats, ambient, Thread::sleep);
    }

    static CanadaSite of(CanadaSiteSettings settings, CanadaSettings formats, Ambient ambient, Sleeper sleeper) {
        String name = settings.ourCommons().getHost() + " " + String.join(", ", settings.sessions());
        return new CanadaSite(name, settings, formats, Optional.empty(), fetcher(settings, formats, ambient, sleeper));
    }

    /**
     * One document by its address, or a whole session by the address of its page of bills or votes, such as
     * {@code https://www.ourcommons.ca/Members/en/votes?parlSession=44-1}.
     *
     * @param address where it is
     * @param settings how the sites are visited; its sessions play no part
     * @param formats how documents are read
     * @param ambient time and chance
     * @return the source
     * @throws InvalidValueException if it is no address of an allowed host
     */
    public static CanadaSite document(
            URI address, CanadaSiteSettings settings, CanadaSettings formats, Ambient ambient) {
        return document(address, settings, formats, ambient, Thread::sleep);
    }

    static CanadaSite document(
            URI address, CanadaSiteSettings settings, CanadaSettings formats, Ambient ambient, Sleeper sleeper) {
        if (address.getHost() == null || !settings.allowedHosts().contains(address.getHost())) {
            throw InvalidValueException.oneOf(
                    "host",
                    String.valueOf(address.getHost()),
                    settings.allowedHosts().stream().sorted().toList());
        }
        Matcher page = SESSION_PAGE.matcher(address.getPath() + "?" + address.getQuery());
        if (page.matches()) {
            return of(settings.withSessions(List.of(page.group(1))), formats, ambient, sleeper);
        }
        return new CanadaSite(
                address.toString(),
                settings,
                formats,
                Optional.of(address),
                fetcher(settings, formats, ambient, sleeper));
    }

    private static Fetcher fetcher(
            CanadaSiteSettings settings, CanadaSettings formats, Ambient ambient, Sleeper sleeper) {
        return new Fetcher(settings, formats.maxFileSizeBytes(), ambient, sleeper);
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Lists the documents; for a session its lists are fetched first, since they tell which bills and divisions there
     * are.
     */
    @Override
    public List<SourceFile> files() throws InterruptedException {
        fetcher.begin();
        List<SourceFile> files = new ArrayList<>(BuiltIn.of(formats));
        if (only.isPresent()) {
            files.add(file(only.get()));
            return files;
        }
        for (String session : settings.sessions()) {
            addSession(files, session);
        }
        files.add(file(commons("/Members/en/search/xml?parliament=all&caucusId=all&province=all&gender=all")));
        return files;
    }

    private void addSession(List<SourceFile> files, String session) throws InterruptedException {
        SourceFile bills = file(legisInfo("/legisinfo/en/bills/json?parlsession=" + session));
        SourceFile votes = file(commons("/Members/en/votes/xml?parlSession=" + session));
        files.add(bills);
        files.add(votes);
        files.add(file(commons("/Members/fr/votes/xml?parlSession=" + session)));
        Told told = Told.by(List.of(bills, votes), session);
        for (String number : told.bills()) {
            files.add(
                    file(legisInfo("/LegisInfo/en/bill/" + session + "/" + number.toLowerCase(Locale.ROOT) + "/json")));
        }
        for (int number : told.votes()) {
            files.add(file(commons("/Members/en/votes/" + session.replace('-', '/') + "/" + number + "/xml")));
        }
    }

    private URI legisInfo(String path) {
        return settings.legisInfo().resolve(path);
    }

    private URI commons(String path) {
        return settings.ourCommons().resolve(path);
    }

    private SourceFile file(URI address) {
        return new SiteFile(address, fetcher, document);
    }

    /** Ends all requests; what was fetched stays. */
    @Override
    public void close() {
        fetcher.close();
    }
}
