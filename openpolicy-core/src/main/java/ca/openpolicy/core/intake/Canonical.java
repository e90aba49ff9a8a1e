// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PersonName;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The words in the one form that is compared and digested. Revisions are left out, and so is what is derived. */
final class Canonical {
    private Canonical() {}

    static void bill(Encoder to, Bill bill) {
        to.text(bill.key().canonical());
        text(to, bill.title());
        text(to, bill.shortTitle());
        to.optional(bill.type()).optional(bill.chamber()).text(bill.status().name());
        text(to, bill.statusText());
        to.optional(bill.sponsor().map(Sponsor::name)).optional(bill.sponsor().flatMap(Sponsor::member));
        to.optional(bill.introduced()).optional(bill.lastEvent().map(LastEvent::date));
        text(to, bill.lastEvent().map(LastEvent::text).orElse(Text.NONE));
        to.number(bill.stages().size());
        bill.stages().forEach(stage -> stage(to, stage));
        identifiers(to, bill.identifiers());
    }

    static void vote(Encoder to, Vote vote) {
        to.text(vote.key().canonical()).text(vote.date().toString());
        to.optional(vote.at().map(OffsetDateTime::toInstant));
        text(to, vote.subject());
        to.optional(vote.context()).text(vote.result().name()).optional(vote.bill());
        to.optional(vote.announced());
        identifiers(to, vote.identifiers());
    }

    static void member(Encoder to, Member member) {
        to.text(member.key().canonical());
        name(to, member.name());
        memberships(to, member.current().stream().toList());
        to.optional(member.photo());
        identifiers(to, member.identifiers());
        memberships(to, member.memberships());
    }

    static void text(Encoder to, BillText text) {
        to.text(text.bill().canonical())
                .text(text.language())
                .text(text.stage())
                .optional(text.date());
        to.number(text.sections().size());
        for (BillText.Section section : text.sections()) {
            to.text(section.label()).text(section.heading()).text(section.text());
        }
    }

    static void jurisdiction(Encoder to, Jurisdiction jurisdiction) {
        to.text(jurisdiction.key().canonical());
        text(to, jurisdiction.name());
        to.text(jurisdiction.zone().getId());
        text(to, jurisdiction.notice());
    }

    static void session(Encoder to, Session session) {
        to.text(session.key().canonical());
        text(to, session.name());
        to.optional(session.start()).optional(session.end());
    }

    static void party(Encoder to, Party party) {
        to.text(party.key().canonical());
        text(to, party.name());
    }

    private static void stage(Encoder to, Stage stage) {
        to.optional(stage.chamber())
                .text(stage.name().name())
                .text(stage.state().name());
        to.optional(stage.date());
        text(to, stage.committee());
    }

    private static void name(Encoder to, PersonName name) {
        to.text(name.full()).text(name.given()).text(name.family());
    }

    private static void memberships(Encoder to, List<Membership> memberships) {
        to.number(memberships.size());
        for (Membership each : memberships) {
            to.optional(each.session()).optional(each.party()).optional(each.riding());
            to.optional(each.province())
                    .text(each.chamber().name())
                    .text(each.from().toString());
            to.optional(each.to()).text(each.basis().name());
        }
    }

    private static void identifiers(Encoder to, List<Identifier> identifiers) {
        to.number(identifiers.size());
        identifiers.forEach(each -> to.text(each.scheme()).text(each.value()));
    }

    private static void text(Encoder to, Text text) {
        Optional<String> french = text.fr();
        to.optional(text.en()).optional(french);
    }
}
