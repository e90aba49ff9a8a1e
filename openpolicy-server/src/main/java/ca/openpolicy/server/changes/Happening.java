// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.changes;

import ca.openpolicy.core.format.Language;
import java.util.Arrays;
import java.util.Locale;

/** What is said to people of an event of some type. */
enum Happening {
    BILL_CREATED("Bill %s is new", "Le projet de loi %s est nouveau"),
    BILL_UPDATED("Bill %s has changed", "Le projet de loi %s a changé"),
    BILL_STATUS_CHANGED("Bill %s has another status", "Le projet de loi %s a changé d’état"),
    BILL_DELETED("Bill %s is no more", "Le projet de loi %s n’existe plus"),
    BILL_SNAPSHOT("Bill %s as it is", "Le projet de loi %s tel qu’il est"),
    VOTE_RECORDED("Vote %s was recorded", "Le vote %s a été enregistré"),
    VOTE_CORRECTED("Vote %s was corrected", "Le vote %s a été corrigé"),
    VOTE_SNAPSHOT("Vote %s as it is", "Le vote %s tel qu’il est"),
    MEMBER_UPDATED("Member %s is new or has changed", "La fiche parlementaire %s est nouvelle ou a changé"),
    MEMBER_SNAPSHOT("Member %s as on record", "La fiche parlementaire %s telle qu’elle est"),
    IMPORT_COMPLETED("An import of %s is complete", "Une importation de %s est terminée"),
    OTHER("Something happened to %s", "Quelque chose est arrivé à %s");

    private final String english;
    private final String french;

    Happening(String english, String french) {
        this.english = english;
        this.french = french;
    }

    static Happening of(String type) {
        String constant = type.replace('.', '_').toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(each -> each.name().equals(constant))
                .findFirst()
                .orElse(OTHER);
    }

    String told(String name, Language language) {
        return (language == Language.FR ? french : english).replace("%s", name);
    }
}
