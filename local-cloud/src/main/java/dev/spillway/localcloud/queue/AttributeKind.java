package dev.spillway.localcloud.queue;

/** What a message attribute is written as, by position: append only. */
enum AttributeKind {
    STRING,
    NUMBER,
    BINARY;

    private static final AttributeKind[] ALL = values();

    byte code() {
        return (byte) ordinal();
    }

    static AttributeKind of(byte code) {
        return ALL[code];
    }
}
