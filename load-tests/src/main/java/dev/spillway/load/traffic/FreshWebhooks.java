package dev.spillway.load.traffic;

import dev.spillway.load.traffic.SignedWebhooks.Target;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Webhooks of several sources in turns, none of which ever comes twice: what is stored behind the
 * door must not be a duplicate. Signed as they are sent, which {@link SignedWebhooks} spares its
 * generator. For one thread.
 */
public final class FreshWebhooks implements Requests {

    private final List<Target> targets;
    private final SampleBodies bodies;
    private int at;

    /**
     * @param bodyBytes size of each body
     */
    public FreshWebhooks(List<Target> targets, int bodyBytes) {
        this.targets = List.copyOf(targets);
        this.bodies = new SampleBodies(bodyBytes, new SplittableRandom(System.nanoTime()));
    }

    @Override
    public byte[] next() {
        Target target = targets.get(at++ % targets.size());
        return SignedWebhooks.request(target, bodies.next(), Instant.now());
    }
}
