package dev.spillway.ingestion.queue;

import java.util.BitSet;
import java.util.List;

/** Which messages of a call the queue confirmed. Immutable. */
public final class SendResult {

    private final BitSet confirmed;

    private SendResult(BitSet confirmed) {
        this.confirmed = confirmed;
    }

    /** Those at the indices that are set. */
    public static SendResult of(BitSet confirmed) {
        return new SendResult((BitSet) confirmed.clone());
    }

    /** The first {@code count}, and so all of a call with as many. */
    public static SendResult all(int count) {
        BitSet confirmed = new BitSet(count);
        confirmed.set(0, count);
        return new SendResult(confirmed);
    }

    public static SendResult none() {
        return new SendResult(new BitSet());
    }

    /** Whether the message at this index of the call is held by the queue. */
    public boolean confirms(int index) {
        return confirmed.get(index);
    }

    public boolean isEmpty() {
        return confirmed.isEmpty();
    }

    /** Those of a call's messages that are confirmed. */
    public <T> List<T> confirmed(List<T> call) {
        return confirmed.stream().mapToObj(call::get).toList();
    }

    @Override
    public String toString() {
        return "SendResult" + confirmed;
    }
}
