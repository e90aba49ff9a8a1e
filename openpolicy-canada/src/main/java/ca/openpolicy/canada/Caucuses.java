// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static java.util.Map.entry;

import java.util.Map;

/** What the caucuses of the House of Commons are called in French; the exports give English only. */
final class Caucuses {
    static final Map<String, String> FRENCH = Map.ofEntries(
            entry("Bloc Québécois", "Bloc Québécois"),
            entry("Canadian Alliance", "Alliance canadienne"),
            entry("Co-operative Commonwealth Federation", "Fédération du Commonwealth coopératif"),
            entry("Conservative", "Conservateur"),
            entry("Conservative Independent", "Conservateur indépendant"),
            entry("Forces et Démocratie", "Forces et Démocratie"),
            entry("Green Party", "Parti vert"),
            entry("Groupe parlementaire québécois", "Groupe parlementaire québécois"),
            entry("Ind. CA", "Alliance canadienne indépendant"),
            entry("Independent", "Indépendant"),
            entry("Independent Bloc Québécois", "Bloc Québécois indépendant"),
            entry("Independent Conservative", "Conservateur indépendant"),
            entry("Liberal", "Libéral"),
            entry("NDP", "NPD"),
            entry("PC", "PC"),
            entry("People's Party", "Parti populaire"),
            entry("Progressive Conservative", "Progressiste-conservateur"),
            entry("Québec debout", "Québec debout"),
            entry("Reform", "Réformiste"));

    private Caucuses() {}
}
