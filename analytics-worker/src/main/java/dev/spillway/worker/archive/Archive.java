package dev.spillway.worker.archive;

import java.io.InputStream;
import java.util.Iterator;

/** Where objects are kept. Thread-safe. */
public interface Archive extends AutoCloseable {

    /**
     * Looks whether objects can be kept here, by keeping one that nobody reads.
     *
     * @throws ArchiveUnusableException if not, and waiting does not help
     */
    void check();

    /**
     * Keeps an object. Once this returns it outlives this process and its machine's power.
     *
     * @throws ArchiveFailedException if it is not kept, or nobody knows; trying again may help
     */
    void put(String key, byte[] object);

    /**
     * The keys behind another one, in their order, found while they are asked for.
     *
     * @throws ArchiveFailedException also while iterating
     */
    Iterator<String> keysAfter(String key);

    /**
     * An object's bytes; the caller closes them.
     *
     * @throws ArchiveFailedException if they cannot be had
     */
    InputStream open(String key);

    /** For people: a folder, or a bucket and prefix. */
    @Override
    String toString();

    @Override
    void close();
}
