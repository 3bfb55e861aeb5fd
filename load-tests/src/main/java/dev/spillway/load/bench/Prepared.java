package dev.spillway.load.bench;

import dev.spillway.load.stand.OwnHome;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.stand.Tenants;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.localcloud.queue.QueueStorage;
import java.util.List;
import java.util.Set;

/** An instance with tenants, as most benches want it. */
final class Prepared {

    private Prepared() {}

    /** Onboards as many tenants as any phase needs and stops again; the home keeps them. */
    static List<Target> onboard(BenchOptions options, QueueStorage storage)
            throws InterruptedException {
        return onboard(options, storage, options.mostTenants());
    }

    /** Likewise so many. */
    static List<Target> onboard(BenchOptions options, QueueStorage storage, int tenants)
            throws InterruptedException {
        OwnHome.prepare(options.home());
        try (Stand stand = start(options, storage, Set.of("tenant-provisioner"))) {
            System.out.println(
                    "Onboarding " + tenants + (tenants == 1 ? " tenant …" : " tenants …"));
            return new Tenants(stand).onboard(tenants);
        }
    }

    static Stand start(BenchOptions options, QueueStorage storage, Set<String> services)
            throws InterruptedException {
        return Stand.start(options.root(), options.home(), options.ports(), storage, services);
    }
}
