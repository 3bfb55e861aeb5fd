package dev.spillway.ingestion.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Groups what is to be sent into as few calls as a queue's limits allow, in the given order. */
public final class Calls {

    private Calls() {}

    /**
     * The calls, none of them empty.
     *
     * @param bytes what one of them weighs, at most {@link QueueSender#MAX_BYTES}
     */
    public static <T> List<List<T>> of(List<T> all, ToIntFunction<T> bytes) {
        List<List<T>> calls = new ArrayList<>();
        List<T> call = new ArrayList<>();
        int room = QueueSender.MAX_BYTES;
        for (T next : all) {
            int size = bytes.applyAsInt(next);
            if (!call.isEmpty() && (call.size() == QueueSender.MAX_MESSAGES || size > room)) {
                calls.add(call);
                call = new ArrayList<>();
                room = QueueSender.MAX_BYTES;
            }
            call.add(next);
            room -= size;
        }
        if (!call.isEmpty()) {
            calls.add(call);
        }
        return calls;
    }
}
