// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.InvalidDraftException;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.Vote;

/**
 * Reads words from JSON of the shapes that {@link WordsJson#whole} writes. A field may be absent where null would do;
 * fields that follow from others must agree with them if they are there; unknown and repeated fields are refused.
 *
 * <p>Every method throws {@link RejectedException} if the text is malformed, too long or nested too deep, and
 * {@link InvalidDraftException} with all faults if the word breaks rules.
 */
public final class WordsReader {
    private final ReadSettings settings;

    private WordsReader(ReadSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes a reader.
     *
     * @param settings its limits
     * @return the reader
     */
    public static WordsReader of(ReadSettings settings) {
        return new WordsReader(settings);
    }

    /**
     * Reads a bill.
     *
     * @param json the JSON text
     * @return the word
     * @throws RejectedException if the text is malformed, too long or nested too deep
     * @throws InvalidDraftException with all faults, if the word breaks rules
     */
    public Bill bill(String json) {
        return read(json, new BillShape());
    }

    /**
     * Reads a recorded division; its recorded totals and parties are read as they stand.
     *
     * @param json the JSON text
     * @return the word
     * @throws RejectedException if the text is malformed, too long or nested too deep
     * @throws InvalidDraftException with all faults, if the word breaks rules
     */
    public Vote vote(String json) {
        return read(json, new VoteShape());
    }

    /**
     * Reads a ballot.
     *
     * @param json the JSON text
     * @return the word
     * @throws RejectedException if the text is malformed, too long or nested too deep
     * @throws InvalidDraftException with all faults, if the word breaks rules
     */
    public Ballot ballot(String json) {
        return read(json, new BallotShape());
    }

    /**
     * Reads a member.
     *
     * @param json the JSON text
     * @return the word
     * @throws RejectedException if the text is malformed, too long or nested too deep
     * @throws InvalidDraftException with all faults, if the word breaks rules
     */
    public Member member(String json) {
        return read(json, new MemberShape());
    }

    /**
     * Reads a party.
     *
     * @param json the JSON text
     * @return the word
     * @throws RejectedException if the text is malformed, too long or nested too deep
     * @throws InvalidDraftException with all faults, if the word breaks rules
     */
    public Party party(String json) {
        return read(json, new PartyShape());
    }

    /**
     * Reads a session.
     *
     * @param json the JSON text
     * @return the word
     * @throws RejectedException if the text is malformed, too long or nested too deep
     * @throws InvalidDraftException with all faults, if the word breaks rules
     */
    public Session session(String json) {
        return read(json, new SessionShape());
    }

    /**
     * Reads a legislature.
     *
     * @param json the JSON text
     * @return the word
     * @throws RejectedException if the text is malformed, too long or nested too deep
     * @throws InvalidDraftException with all faults, if the word breaks rules
     */
    public Jurisdiction jurisdiction(String json) {
        return read(json, new JurisdictionShape());
    }

    private <W> W read(String json, Reading.Part<W> shape) {
        Findings findings = new Findings(settings.maxFaults());
        Node.Fields object = StrictJson.read(json, settings, findings);
        return shape.read(new Reading(object, "", findings, 0))
                .orElseThrow(() -> new InvalidDraftException(findings.all()));
    }
}
