// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The house, read from the class files of every module. */
class ArchitectureTest {
    private static final JavaClasses MAIN = Architecture.read();

    static final List<String> PACKAGES =
            Architecture.MAY_KNOW.keySet().stream().sorted().toList();
    static final List<String> LIBRARIES =
            Architecture.ONLY_IN.keySet().stream().sorted().toList();

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void package_knows_only_what_the_table_allows(String name) {
        Architecture.knowsOnlyWhatTheTableAllows(name).check(MAIN);
    }

    @ParameterizedTest
    @FieldSource("LIBRARIES")
    void library_is_imported_in_its_place_only(String library) {
        Architecture.isImportedInItsPlaceOnly(library).check(MAIN);
    }

    @Test
    void the_table_names_no_stranger() {
        Set<String> named = Stream.of(Architecture.MAY_KNOW, Architecture.ONLY_IN)
                .map(Map::values)
                .flatMap(lists -> lists.stream().flatMap(List::stream))
                .flatMap(Architecture::expand)
                .collect(Collectors.toSet());
        assertThat(Architecture.MAY_KNOW.keySet()).containsAll(named);
    }

    @Test
    void the_table_names_no_package_that_is_gone() {
        Set<String> there = MAIN.stream().map(Architecture::nameOf).collect(Collectors.toCollection(TreeSet::new));
        assertThat(there).containsAll(Architecture.MAY_KNOW.keySet());
    }

    @Test
    void the_scan_sees_every_module() {
        assertThat(Architecture.LIBRARY_MODULES)
                .allMatch(module ->
                        MAIN.stream().anyMatch(type -> Architecture.nameOf(type).startsWith(module)));
        assertThat(MAIN.contain(Architecture.ROOT + "server.app.Main")).isTrue();
    }

    @Test
    void every_package_is_in_the_table() {
        Architecture.everyPackageIsInTheTable().check(MAIN);
    }

    @Test
    void packages_form_no_cycle() {
        Architecture.packagesFormNoCycle().check(MAIN);
    }

    @Test
    void names_say_what_a_type_is() {
        Architecture.namesSayWhatATypeIs().check(MAIN);
    }

    @Test
    void public_classes_are_final_sealed_or_abstract() {
        Architecture.publicClassesAreClosed().check(MAIN);
    }

    @Test
    void time_chance_and_environment_are_handed_in() {
        Architecture.timeChanceAndEnvironmentAreHandedIn().check(MAIN);
    }

    @Test
    void public_signatures_speak_no_foreign_type() {
        Architecture.publicSignaturesSpeakNoForeignType().check(MAIN);
    }
}
