// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Owns a broker on the directory of its argument, until its input ends. */
final class KafkaOwner {
    private KafkaOwner() {}

    public static void main(String[] arguments) throws IOException {
        EmbeddedKafka kafka = EmbeddedKafka.start(settings(arguments[0]));
        System.out.println(kafka.pid());
        System.out.println(kafka.dataDirectory());
        System.out.flush();
        while (System.in.read() >= 0) {}
    }

    private static EmbeddedKafkaSettings settings(String directory) {
        return directory.isEmpty() ? EmbeddedKafkaSettings.temporary() : EmbeddedKafkaSettings.at(Path.of(directory));
    }
}
