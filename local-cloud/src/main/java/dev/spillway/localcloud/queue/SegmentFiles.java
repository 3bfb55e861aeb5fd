package dev.spillway.localcloud.queue;

import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of a log's files, which count without a gap. */
record SegmentFiles(Path folder) {

    private static final Pattern NAME = Pattern.compile("queues-(\\d{12})\\.log");

    private static final String BEFORE_THE_LOG = "queues.mv.db";

    Path file(long number) {
        return folder.resolve("queues-%012d.log".formatted(number));
    }

    /**
     * The numbers that are there, the oldest first.
     *
     * @throws StartupException when one is missing, or when the messages are in another format
     */
    List<Long> numbers() throws IOException {
        requireNoneBeforeTheLog();
        try (Stream<Path> files = Files.list(folder)) {
            List<Long> numbers =
                    files.map(file -> NAME.matcher(file.getFileName().toString()))
                            .filter(Matcher::matches)
                            .map(name -> Long.valueOf(name.group(1)))
                            .sorted()
                            .toList();
            requireWhole(numbers);
            return numbers;
        }
    }

    private void requireNoneBeforeTheLog() {
        Path file = folder.resolve(BEFORE_THE_LOG);
        if (Files.exists(file)) {
            throw new StartupException(
                    "The queues in %s were written by a version before their log, which this one does not read: delete that file and lose the messages in it, or drain them with the version that wrote it"
                            .formatted(file));
        }
    }

    private void requireWhole(List<Long> numbers) {
        for (int i = 1; i < numbers.size(); i++) {
            long expected = numbers.get(i - 1) + 1;
            if (numbers.get(i) != expected) {
                throw new StartupException(
                        "The queues' file %s is missing: bring it back from a copy of the home, or delete the folder and lose the messages in it"
                                .formatted(file(expected)));
            }
        }
    }
}
