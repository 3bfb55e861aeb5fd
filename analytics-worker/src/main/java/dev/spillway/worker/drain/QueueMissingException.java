package dev.spillway.worker.drain;

/** A queue that is to be drained does not exist, and the worker creates none. */
final class QueueMissingException extends RuntimeException {

    QueueMissingException(String url) {
        super("The queue " + url + " does not exist");
    }
}
