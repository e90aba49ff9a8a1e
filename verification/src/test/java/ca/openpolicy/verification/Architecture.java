// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The table of the house, and its rules over whatever classes. */
final class Architecture {
    static final String ROOT = "ca.openpolicy.";

    /**
     * Each package and the OpenPolicy packages it may know. A name ending in .* stands for the sub-packages that the
     * table also lists. A package of the house that has no class yet may stand here; a package with a class must.
     */
    static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            entry("core", List.of()),
            entry("core.event", List.of("core")),
            entry("core.cache", List.of("core")),
            entry("core.format", List.of("core", "core.event")),
            entry("core.intake", List.of("core", "core.event")),
            entry("canada", List.of("core")),
            entry("storage.shard", List.of("core", "core.event")),
            entry("storage.shard.move", List.of("core", "core.event", "storage.shard")),
            entry("storage.cache", List.of("core", "core.cache")),
            entry("storage.cache.redis", List.of("core", "storage.cache")),
            entry("storage.cache.s3", List.of("core", "storage.cache")),
            entry("storage.cache.warm", List.of("core", "core.cache")),
            entry(
                    "storage.postgres",
                    List.of("core", "core.event", "core.format", "storage.shard", "storage.shard.move")),
            entry("events.log", List.of("core", "core.event")),
            entry("events.kafka", List.of("core", "core.event")),
            entry("embedded", List.of()),
            entry("server.provenance", List.of("core", "core.*")),
            entry("server", List.of("core", "core.*", "server.provenance")),
            entry("server.frame", List.of("core", "server")),
            entry("server.documents", List.of("core", "core.*", "server")),
            entry("server.bills", List.of("core", "core.*", "server", "server.provenance")),
            entry("server.votes", List.of("core", "core.*", "server")),
            entry("server.ballots", List.of("core", "core.*", "server")),
            entry("server.members", List.of("core", "core.*", "server")),
            entry("server.catalogue", List.of("core", "core.*", "server")),
            entry("server.changes", List.of("core", "core.*", "server")),
            entry("server.etl", List.of("core", "core.*", "server")),
            entry(
                    "server.app",
                    List.of("core", "core.*", "canada", "storage.*", "events.*", "embedded", "server", "server.*")),
            entry("verification", List.of()));

    /**
     * Each library and the packages that may import it. A name ending in .* stands for the sub-packages that the table
     * lists.
     */
    static final Map<String, List<String>> ONLY_IN = Map.ofEntries(
            entry("org.jdbi..", List.of("storage.shard", "storage.postgres")),
            entry("com.zaxxer..", List.of("storage.shard")),
            entry("org.postgresql..", List.of("storage.shard", "storage.shard.move", "storage.postgres", "embedded")),
            entry("org.flywaydb..", List.of("storage.postgres")),
            entry("de.siegmar..", List.of("canada")),
            entry("java.net.http..", List.of("canada")),
            entry("io.helidon..", List.of("server", "server.*")),
            entry("io.opentelemetry.sdk..", List.of("server.app")),
            entry("io.opentelemetry.exporter..", List.of("server.app")),
            entry("io.prometheus..", List.of("server.app")),
            entry("picocli..", List.of("server.app")),
            entry("org.tukaani..", List.of("embedded")),
            entry("com.github.benmanes..", List.of("storage.cache")),
            entry("redis.clients..", List.of("storage.cache.redis")),
            entry("software.amazon..", List.of("storage.cache.s3")),
            entry("redis.embedded..", List.of()),
            entry("org.gaul..", List.of("embedded")),
            entry("kafka..", List.of("embedded")),
            entry("org.apache.kafka..", List.of("embedded", "events.kafka")),
            entry("com.google..", List.of()),
            entry("org.slf4j..", List.of()));

    /** What a public signature of a library module may speak beside the JDK and OpenPolicy. */
    private static final List<String> SPOKEN =
            List.of("java.", "javax.sql.", "jakarta.validation.", "jakarta.json.", "org.jspecify.", "ca.openpolicy.");

    static final List<String> LIBRARY_MODULES = List.of("core", "canada", "storage", "events", "embedded");

    static final List<String> PACKAGES = MAY_KNOW.keySet().stream().sorted().toList();
    static final List<String> LIBRARIES = ONLY_IN.keySet().stream().sorted().toList();

    private Architecture() {}

    /** The classes of every module, without their tests; beside them those of some folders. */
    static JavaClasses read(Path... folders) {
        List<Location> locations = new ArrayList<>(Locations.ofPackage("ca.openpolicy"));
        Stream.of(folders).map(Location::of).forEach(locations::add);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importLocations(locations);
    }

    static ArchRule knowsOnlyWhatTheTableAllows(String name) {
        String[] allowed = Stream.concat(
                        Stream.of(name),
                        MAY_KNOW.getOrDefault(name, List.of()).stream().flatMap(Architecture::expand))
                .map(ROOT::concat)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat(resideInAPackage("ca.openpolicy..").and(not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true);
    }

    static ArchRule isImportedInItsPlaceOnly(String library) {
        String[] places = ONLY_IN.getOrDefault(library, List.of()).stream()
                .flatMap(Architecture::expand)
                .map(ROOT::concat)
                .toArray(String[]::new);
        return noClasses()
                .that(places.length == 0 ? DescribedPredicate.alwaysTrue() : not(resideInAnyPackage(places)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    static ArchRule everyPackageIsInTheTable() {
        return classes().should(condition("be in a listed package", (type, events) -> {
            if (!MAY_KNOW.containsKey(nameOf(type))) {
                violated(events, type, type.getName() + " is in an unlisted package");
            }
        }));
    }

    static ArchRule packagesFormNoCycle() {
        return slices().matching("ca.openpolicy.(**)").should().beFreeOfCycles();
    }

    static ArchRule namesSayWhatATypeIs() {
        return noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)");
    }

    static ArchRule publicClassesAreClosed() {
        return classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .should(condition("be final, sealed or abstract", (type, events) -> {
                    boolean closed = type.getModifiers().contains(JavaModifier.FINAL)
                            || type.getModifiers().contains(JavaModifier.ABSTRACT)
                            || type.reflect().isSealed();
                    if (!closed) {
                        violated(events, type, type.getName() + " can be extended");
                    }
                }));
    }

    static ArchRule timeChanceAndEnvironmentAreHandedIn() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "server.app", ROOT + "embedded")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "core.Ambient")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callConstructor(java.security.SecureRandom.class);
    }

    static ArchRule publicSignaturesSpeakNoForeignType() {
        return classes()
                .that(inLibraryModules())
                .and()
                .arePublic()
                .should(condition("speak only the JDK's types and our own", (type, events) -> {
                    for (String foreign : foreignTypesSpokenBy(type)) {
                        violated(events, type, type.getName() + " shows " + foreign);
                    }
                }));
    }

    private static Set<String> foreignTypesSpokenBy(JavaClass type) {
        List<JavaClass> spoken = new ArrayList<>();
        type.getRawSuperclass().ifPresent(spoken::add);
        spoken.addAll(type.getRawInterfaces());
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            if (isVisible(unit.getModifiers()) && !unit.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                spoken.addAll(unit.getReturnType().getAllInvolvedRawTypes());
                unit.getParameterTypes().forEach(parameter -> spoken.addAll(parameter.getAllInvolvedRawTypes()));
                spoken.addAll(unit.getExceptionTypes());
            }
        }
        for (JavaField field : type.getFields()) {
            if (isVisible(field.getModifiers())) {
                spoken.addAll(field.getType().getAllInvolvedRawTypes());
            }
        }
        Set<String> foreign = new HashSet<>();
        for (JavaClass each : spoken) {
            String name = each.getBaseComponentType().getName();
            if (!each.getBaseComponentType().isPrimitive() && SPOKEN.stream().noneMatch(name::startsWith)) {
                foreign.add(name);
            }
        }
        return foreign;
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static DescribedPredicate<JavaClass> inLibraryModules() {
        return DescribedPredicate.describe(
                "are in a library module",
                type -> LIBRARY_MODULES.stream()
                        .anyMatch(module ->
                                nameOf(type).equals(module) || nameOf(type).startsWith(module + ".")));
    }

    static String nameOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    }

    static Stream<String> expand(String name) {
        if (!name.endsWith(".*")) {
            return Stream.of(name);
        }
        String prefix = name.substring(0, name.length() - 1);
        return MAY_KNOW.keySet().stream().filter(listed -> listed.startsWith(prefix));
    }

    private static <T> DescribedPredicate<T> not(DescribedPredicate<T> predicate) {
        return DescribedPredicate.not(predicate);
    }

    private static void violated(ConditionEvents events, JavaClass type, String message) {
        events.add(SimpleConditionEvent.violated(type, message));
    }

    private interface Check {
        void check(JavaClass type, ConditionEvents events);
    }

    private static ArchCondition<JavaClass> condition(String description, Check check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.check(type, events);
            }
        };
    }
}
