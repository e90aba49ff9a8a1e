// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes that break one rule of the house each stand beside the real ones, and that rule names them. */
class FaultyHouseTest {
    @TempDir
    private static Path folder;

    private static JavaClasses faulty;

    @BeforeAll
    static void build() {
        List<Source> sources = faults().map(fault -> (Source) fault.get()[0]).toList();
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");
        List<String> options = List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
        assertThat(compiler.getTask(null, null, null, options, null, sources).call())
                .isTrue();
        faulty = Architecture.read(folder);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(
                        new Source("core.Upward", "ca.openpolicy.storage.shard.ShardMap fault;"),
                        Architecture.knowsOnlyWhatTheTableAllows("core")),
                arguments(
                        new Source("server.bills.Neighbour", "ca.openpolicy.server.votes.VoteResource fault;"),
                        Architecture.knowsOnlyWhatTheTableAllows("server.bills")),
                arguments(
                        new Source("core.Cycle", "ca.openpolicy.core.intake.Intake fault;"),
                        Architecture.packagesFormNoCycle()),
                arguments(new Source("core.unlisted.Stranger", ""), Architecture.everyPackageIsInTheTable()),
                arguments(
                        new Source("core.format.Pooled", "com.zaxxer.hikari.HikariDataSource fault;"),
                        Architecture.isImportedInItsPlaceOnly("com.zaxxer..")),
                arguments(
                        new Source(
                                "storage.shard.Loud",
                                "public org.jdbi.v3.core.Jdbi fault() { throw new IllegalStateException(); }"),
                        Architecture.publicSignaturesSpeakNoForeignType()),
                arguments(
                        new Source("core.Hurried", "java.time.Instant fault = java.time.Instant.now();"),
                        Architecture.timeChanceAndEnvironmentAreHandedIn()),
                arguments(new Source("core.BillUtils", ""), Architecture.namesSayWhatATypeIs()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void the_rule_names_the_class_that_breaks_it(Source source, ArchRule rule) {
        assertThat(rule.evaluate(faulty).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains(Architecture.ROOT + source.name()));
    }

    @Test
    void the_faulty_classes_are_the_only_ones_named() {
        assertThat(Architecture.everyPackageIsInTheTable()
                        .evaluate(faulty)
                        .getFailureReport()
                        .getDetails())
                .hasSize(1);
    }

    /** A public final class of that name with that content. */
    static final class Source extends SimpleJavaFileObject {
        private final String name;
        private final String text;

        Source(String name, String content) {
            super(
                    URI.create("string:///" + (Architecture.ROOT + name).replace('.', '/') + ".java"),
                    JavaFileObject.Kind.SOURCE);
            int dot = name.lastIndexOf('.');
            this.name = name;
            this.text = "package " + Architecture.ROOT + name.substring(0, dot) + "; public final class "
                    + name.substring(dot + 1) + " { " + content + " }";
        }

        String name() {
            return name;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
