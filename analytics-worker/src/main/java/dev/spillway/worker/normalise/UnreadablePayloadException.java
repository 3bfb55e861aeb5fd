package dev.spillway.worker.normalise;

/** A body that is not what it says it is. Carries no text of the body. */
final class UnreadablePayloadException extends Exception {

    UnreadablePayloadException(String what) {
        super(what);
    }
}
