package dev.spillway.localcloud.queue;

/** The first byte of a record, by position: append only. */
enum RecordKind {
    QUEUE_KEPT,
    QUEUE_GONE,
    MESSAGE_ADDED,
    MESSAGE_DELIVERED,
    MESSAGE_REMOVED;

    private static final RecordKind[] ALL = values();

    byte code() {
        return (byte) ordinal();
    }

    static RecordKind of(byte code) {
        return ALL[code];
    }
}
