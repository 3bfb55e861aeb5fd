package dev.spillway.load.traffic;

/** When requests are due. Not thread-safe. */
public sealed interface Pace {

    /**
     * Whether a request is due.
     *
     * @param now as of {@link System#nanoTime()}
     */
    boolean isDue(long now);

    /** Takes the request that is due, and returns from when on its answer is awaited. */
    long take(long now);

    /** Each line sends its next request as soon as it has an answer. */
    static Pace closed() {
        return new Closed();
    }

    /**
     * Requests are due at a steady rate, whether or not the earlier ones were answered: what could
     * not be sent in time counts as waiting, as it does for the vendor.
     *
     * @param perSecond greater than zero
     */
    static Pace open(double perSecond) {
        return new Open(perSecond);
    }

    /** The closed model. */
    record Closed() implements Pace {
        @Override
        public boolean isDue(long now) {
            return true;
        }

        @Override
        public long take(long now) {
            return now;
        }
    }

    /** The open model. */
    final class Open implements Pace {

        private final double interval;
        private long taken;
        private long start;

        private Open(double perSecond) {
            this.interval = 1e9 / perSecond;
        }

        @Override
        public boolean isDue(long now) {
            if (start == 0) {
                start = now;
            }
            return now - due() >= 0;
        }

        private long due() {
            return start + (long) (taken * interval);
        }

        @Override
        public long take(long now) {
            long due = due();
            taken++;
            return due;
        }
    }
}
