package dev.spillway.localcloud;

import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.localcloud.topic.TopicSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to use a running local cloud: what {@code cloud.json} in its home holds, from the moment it
 * is ready until it stops. The file can be read by its owner alone, for it holds a password.
 *
 * @param processId of the local cloud
 * @param health answers 200 while everything works
 */
public record CloudDescription(
        long processId,
        Database database,
        AwsAccess aws,
        QueueSet queues,
        TopicSet topics,
        String health) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The schema, and its owner's account. */
    public record Database(
            String product,
            String jdbcUrl,
            String host,
            int port,
            String schema,
            String user,
            String password) {

        @Override
        public String toString() {
            return "Database[%s on %s:%d]".formatted(product, host, port);
        }
    }

    /** Where the description of the cloud with this home lies. */
    public static Path file(Path home) {
        return home.resolve("cloud.json");
    }

    public static CloudDescription read(Path home) throws IOException {
        return JSON.readValue(Files.readAllBytes(file(home)), CloudDescription.class);
    }

    void write(Path home) throws IOException {
        PrivateFile.write(
                file(home), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }
}
