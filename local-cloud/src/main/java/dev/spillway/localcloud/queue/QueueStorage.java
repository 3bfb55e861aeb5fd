package dev.spillway.localcloud.queue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where embedded queues keep their messages. */
public enum QueueStorage {
    /** What was acknowledged is there again after a kill -9. */
    DISK,
    /** Gone with the process: for tests, and as the upper bound of a benchmark. */
    MEMORY;

    /** The name on command lines. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<QueueStorage> find(String code) {
        return Arrays.stream(values()).filter(storage -> storage.code().equals(code)).findFirst();
    }
}
