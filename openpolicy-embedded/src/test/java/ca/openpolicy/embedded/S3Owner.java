// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Owns a server on the directory of its argument, until its input ends. */
final class S3Owner {
    private S3Owner() {}

    public static void main(String[] arguments) throws IOException {
        EmbeddedS3 s3 = EmbeddedS3.start(settings(arguments[0]));
        System.out.println(s3.pid());
        System.out.println(s3.dataDirectory());
        System.out.flush();
        while (System.in.read() >= 0) {}
    }

    private static EmbeddedS3Settings settings(String directory) {
        return directory.isEmpty() ? EmbeddedS3Settings.temporary() : EmbeddedS3Settings.at(Path.of(directory));
    }
}
