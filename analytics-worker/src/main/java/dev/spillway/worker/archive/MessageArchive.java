package dev.spillway.worker.archive;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps messages until nobody needs them any more. Thread-safe. */
public interface MessageArchive extends AutoCloseable {

    /**
     * Keeps messages, together with those that come soon.
     *
     * @return done once they are kept; fails with {@link NotArchivedException} if they are not, in
     *     time: then they must not be deleted
     */
    CompletableFuture<Void> keep(List<ArchivedMessage> messages);

    /** Likewise, at once: whoever waits for it has nothing else to do. */
    CompletableFuture<Void> keepNow(List<ArchivedMessage> messages);

    /** What waits now need not wait for company. */
    void hurry();

    /** From now on nothing waits for company, and nothing is tried twice. */
    void stop();

    @Override
    void close();

    /** For who keeps nothing: all is as if it were kept. */
    MessageArchive OFF =
            new MessageArchive() {
                @Override
                public CompletableFuture<Void> keep(List<ArchivedMessage> messages) {
                    return CompletableFuture.completedFuture(null);
                }

                @Override
                public CompletableFuture<Void> keepNow(List<ArchivedMessage> messages) {
                    return keep(messages);
                }

                @Override
                public void hurry() {}

                @Override
                public void stop() {}

                @Override
                public void close() {}
            };
}
