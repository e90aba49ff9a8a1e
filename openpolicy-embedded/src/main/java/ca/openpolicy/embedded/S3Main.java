// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.nio.file.Files;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** The process of the S3 server: S3Proxy on a directory, in which each bucket is a directory and each object a file. */
final class S3Main {
    private S3Main() {}

    public static void main(String[] arguments) {
        JavaMain.run(arguments, JavaHome::s3, S3Main::serve);
    }

    private static void serve(JavaHome home) throws Exception {
        Files.createDirectories(home.data());
        S3Proxy server = S3Proxy.Builder.fromProperties(home.readSettings())
                .blobStore(new FilesystemNio2BlobStore(home.data().toString()))
                .build();
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop-s3"));
        home.sayReady(ProcessHandle.current().pid());
    }

    private static void stop(S3Proxy server) {
        try {
            server.stop();
        } catch (Exception failure) {
            System.err.println(failure);
        }
    }
}
