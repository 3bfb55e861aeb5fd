package dev.spillway.localcloud.junit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** Whether containers can be had here; asked once. */
final class DockerEngine {

    private static final Logger log = LoggerFactory.getLogger(DockerEngine.class);
    private static final boolean ANSWERS = ask();

    private DockerEngine() {}

    static boolean answers() {
        return ANSWERS;
    }

    private static boolean ask() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (NoClassDefFoundError e) {
            log.warn("Testcontainers is not on the class path: no Docker backend");
            return false;
        }
    }
}
