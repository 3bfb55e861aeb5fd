package dev.spillway.ingestion.queue;

import java.util.BitSet;
import java.util.List;

/** Which messages of a call the queue confirmed, and whether it answered at all. Immutable. */
public final class SendResult {

    private final BitSet confirmed;
    private final boolean answered;

    private SendResult(BitSet confirmed, boolean answered) {
        this.confirmed = confirmed;
        this.answered = answered;
    }

    /** An answer: those at the indices that are set are held, and the others refused. */
    public static SendResult of(BitSet confirmed) {
        return new SendResult((BitSet) confirmed.clone(), true);
    }

    /** The first {@code count}, and so all of a call with as many. */
    public static SendResult all(int count) {
        BitSet confirmed = new BitSet(count);
        confirmed.set(0, count);
        return new SendResult(confirmed, true);
    }

    /** No answer: the call failed as a whole. */
    public static SendResult none() {
        return new SendResult(new BitSet(), false);
    }

    /**
     * Whether the queue looked at each message: what it does not confirm then, it has refused.
     * After a call that failed as a whole nothing is known of any.
     */
    public boolean isAnswered() {
        return answered;
    }

    /** Whether the message at this index of the call is held by the queue. */
    public boolean confirms(int index) {
        return confirmed.get(index);
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
