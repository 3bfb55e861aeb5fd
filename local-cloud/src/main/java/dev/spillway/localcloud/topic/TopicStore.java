package dev.spillway.localcloud.topic;

import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where topics and subscriptions live between runs. */
sealed interface TopicStore {

    TopicRegistry.State load();

    void save(TopicRegistry.State state);

    /** Forgets with the process. */
    record InMemory() implements TopicStore {

        @Override
        public TopicRegistry.State load() {
            return TopicRegistry.State.empty();
        }

        @Override
        public void save(TopicRegistry.State state) {}
    }

    /**
     * One JSON file, replaced as a whole, so that a reader after a crash sees the old or the new.
     */
    record InFile(Path file) implements TopicStore {

        private static final JsonMapper JSON = new JsonMapper();

        @Override
        public TopicRegistry.State load() {
            if (!Files.exists(file)) {
                return TopicRegistry.State.empty();
            }
            try {
                return JSON.readValue(Files.readAllBytes(file), TopicRegistry.State.class);
            } catch (IOException | JacksonException e) {
                throw new StartupException(
                        "The topics in %s cannot be read: %s".formatted(file, e.getMessage()), e);
            }
        }

        @Override
        public void save(TopicRegistry.State state) {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            try (FileChannel channel =
                    FileChannel.open(
                            next,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer json = ByteBuffer.wrap(JSON.writeValueAsBytes(state));
                while (json.hasRemaining()) {
                    channel.write(json);
                }
                channel.force(true);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
