package dev.spillway.localcloud.queue;

/** What a message attribute is, as a byte before its value says it. */
enum AttributeKind {
    STRING(1),
    NUMBER(2),
    BINARY(3);

    private static final AttributeKind[] ALL = values();

    private final byte code;

    AttributeKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static AttributeKind of(byte code) {
        for (AttributeKind kind : ALL) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("No attribute is of kind " + code);
    }
}
