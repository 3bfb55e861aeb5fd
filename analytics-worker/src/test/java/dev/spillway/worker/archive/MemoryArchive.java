package dev.spillway.worker.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An archive in memory that can be told to fail. */
final class MemoryArchive implements Archive {

    private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile boolean failing;

    void fail() {
        failing = true;
    }

    void restore() {
        failing = false;
    }

    /** So many puts have their effect and fail nevertheless. */
    void loseAnswers(int count) {
        answersToLose.set(count);
    }

    List<byte[]> objects() {
        return List.copyOf(objects.values());
    }

    @Override
    public void check() {}

    @Override
    public void put(String key, byte[] object) {
        if (failing) {
            throw new ArchiveFailedException("told to fail", new IOException());
        }
        objects.put(key, object);
        if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new ArchiveFailedException("nobody knows", new IOException());
        }
    }

    @Override
    public Iterator<String> keysAfter(String key) {
        return objects.tailMap(key, false).keySet().iterator();
    }

    @Override
    public InputStream open(String key) {
        return new ByteArrayInputStream(objects.get(key));
    }

    @Override
    public void close() {}
}
