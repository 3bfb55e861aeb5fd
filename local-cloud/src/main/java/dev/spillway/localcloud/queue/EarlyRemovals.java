package dev.spillway.localcloud.queue;

import java.util.LinkedHashSet;

/**
 * Messages that were removed before they were added. ElasticMQ tells of both on threads of its own,
 * so the later event may come first: such a message must not come back. Not thread-safe.
 */
final class EarlyRemovals {

    /** Those whose queue was deleted meanwhile are never added. */
    private static final int MOST = 10_000;

    private final LinkedHashSet<MessageKey> keys = new LinkedHashSet<>();

    void add(MessageKey key) {
        keys.add(key);
        if (keys.size() > MOST) {
            keys.removeFirst();
        }
    }

    /** Whether the message was removed; it is forgotten here. */
    boolean take(MessageKey key) {
        return keys.remove(key);
    }
}
