package dev.spillway.localcloud.queue;

/** What a record tells, as its first byte says it. */
enum RecordKind {
    QUEUE_KEPT(1),
    QUEUE_GONE(2),
    MESSAGE_ADDED(3),
    MESSAGE_DELIVERED(4),
    MESSAGE_REMOVED(5),
    QUEUE_PURGED(6);

    private static final RecordKind[] ALL = values();

    private final byte code;

    RecordKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static RecordKind of(byte code) {
        for (RecordKind kind : ALL) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("No record is of kind " + code);
    }
}
