package dev.spillway.worker.archive;

/** Messages were not kept in time: they must not be deleted. */
public final class NotArchivedException extends RuntimeException {

    NotArchivedException(int messages) {
        super(messages + " messages were not archived");
    }
}
