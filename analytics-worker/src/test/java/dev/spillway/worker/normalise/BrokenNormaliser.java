package dev.spillway.worker.normalise;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One with bugs, which some of a vendor's webhooks bring out. */
public final class BrokenNormaliser implements Normaliser {

    /** What brings a bug out: its name, in a body. */
    public enum Bug {
        /** Looks where nothing is. */
        INDEX {
            @Override
            void happen(int times) {
                throw new IndexOutOfBoundsException("no such element");
            }
        },
        /** Goes down as deep as the webhook is. */
        RECURSION {
            @Override
            void happen(int times) {
                if (times > 0) {
                    happen(times + 1);
                }
            }
        },
        /** Wants more memory than there ever is. */
        MEMORY {
            @Override
            void happen(int times) {
                throw new IllegalStateException("fits: " + new long[Integer.MAX_VALUE].length);
            }
        },
        /** Wants too much memory once: others had it. */
        MEMORY_ONCE {
            @Override
            void happen(int times) {
                if (times == 1) {
                    MEMORY.happen(times);
                }
            }
        };

        abstract void happen(int times);

        /** A body that brings it out. */
        public String body() {
            return "\"" + this + "!\"";
        }
    }

    private final Normaliser sound = new GenericNormaliser();
    private final AtomicInteger times = new AtomicInteger();

    private BrokenNormaliser() {}

    /** Normalisers of whom that of one provider has them. */
    public static Normalisers of(String provider) {
        return new Normalisers(Map.of(provider, new BrokenNormaliser()));
    }

    @Override
    public Kinds kinds() {
        return sound.kinds();
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        String body = new String(payload.webhook().body(), StandardCharsets.UTF_8);
        Arrays.stream(Bug.values())
                .filter(bug -> body.equals(bug.body()))
                .forEach(bug -> bug.happen(times.incrementAndGet()));
        return sound.events(payload);
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        return sound.describe(draft, event);
    }
}
