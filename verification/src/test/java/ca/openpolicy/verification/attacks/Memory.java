// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Looks into the memory of another process of this machine. Not over JMX: the server reads no serialised object. */
final class Memory implements AutoCloseable {
    private static final String AGENT = MemoryAgent.class.getName();

    private final VirtualMachine machine;
    private final Path jar;
    private final Path said;

    private Memory(VirtualMachine machine, Path jar, Path said) {
        this.machine = machine;
        this.jar = jar;
        this.said = said;
    }

    static Memory of(long pid) throws Exception {
        Path jar = Files.createTempFile("agent", ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), AGENT);
        String entry = AGENT.replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream code = MemoryAgent.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new ZipEntry(entry));
            Objects.requireNonNull(code).transferTo(out);
        }
        return new Memory(VirtualMachine.attach(Long.toString(pid)), jar, Files.createTempFile("said", ".txt"));
    }

    /** What is held after everything that can be let go has been. */
    long heldBytes() throws Exception {
        return ask("held");
    }

    /** All that was ever asked for, by all threads since the start. */
    long allocatedBytes() throws Exception {
        return ask("allocated");
    }

    private long ask(String what) throws Exception {
        machine.loadAgent(jar.toString(), what + " " + said);
        return Long.parseLong(Files.readString(said));
    }

    @Override
    public void close() throws IOException {
        machine.detach();
        Files.delete(said);
        Files.delete(jar);
    }
}
