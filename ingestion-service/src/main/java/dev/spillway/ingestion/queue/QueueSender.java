package dev.spillway.ingestion.queue;

import java.util.List;

/** Sends to one queue. Implementations are thread-safe. */
public interface QueueSender {

    /** The most messages of one call. */
    int MAX_MESSAGES = 10;

    /** The most bytes of one call, all messages together. */
    int MAX_BYTES = 1024 * 1024;

    /**
     * Sends in one call and waits for the answer.
     *
     * @param messages from 1 to {@link #MAX_MESSAGES}, {@link #MAX_BYTES} in all
     * @return which of them the queue holds now; none when the call failed as a whole. Some that it
     *     does not name may be held all the same, when the answer was lost.
     */
    SendResult send(List<Message> messages);
}
