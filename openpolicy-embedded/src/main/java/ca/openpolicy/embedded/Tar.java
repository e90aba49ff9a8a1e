// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** Unpacks what the PostgreSQL archives hold: directories, files and symbolic links, and refuses anything else. */
final class Tar {
    private static final int BLOCK = 512;

    private final InputStream in;
    private final Path root;

    private Tar(InputStream in, Path root) {
        this.in = in;
        this.root = root;
    }

    static void unpack(InputStream in, Path root) throws IOException {
        new Tar(in, root.toAbsolutePath().normalize()).unpack();
    }

    private void unpack() throws IOException {
        for (byte[] header = in.readNBytes(BLOCK); !isEnd(header); header = in.readNBytes(BLOCK)) {
            Path target = target(text(header, 0, 100));
            switch (header[156]) {
                case '5' -> Files.createDirectories(target);
                case '0', 0 -> file(header, target);
                case '2' -> link(text(header, 157, 100), target);
                default -> throw new IOException("entry " + target + " is of the unknown type " + (char) header[156]);
            }
        }
    }

    private static boolean isEnd(byte[] header) throws IOException {
        if (header.length < BLOCK) {
            throw new IOException("the archive is cut off");
        }
        return header[0] == 0;
    }

    private Path target(String name) throws IOException {
        Path target = root.resolve(name).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("entry " + name + " points out of the archive");
        }
        return target;
    }

    private void file(byte[] header, Path target) throws IOException {
        long size = Long.parseLong(text(header, 124, 12).strip(), 8);
        int mode = Integer.parseInt(text(header, 100, 8).strip(), 8);
        Files.createDirectories(target.resolveSibling(""));
        try (OutputStream out = Files.newOutputStream(target)) {
            copy(size, out);
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        boolean executable = (mode & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private void copy(long size, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long left = size; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new IOException("the archive is cut off");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private void link(String to, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling(""));
        target(root.relativize(target.resolveSibling(to)).toString());
        Files.createSymbolicLink(target, Path.of(to));
    }

    private static String text(byte[] header, int from, int length) {
        byte[] field = Arrays.copyOfRange(header, from, from + length);
        int end = 0;
        while (end < field.length && field[end] != 0) {
            end++;
        }
        return new String(field, 0, end, StandardCharsets.UTF_8);
    }
}
