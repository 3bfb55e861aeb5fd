package dev.spillway.load.bench;

import dev.spillway.load.stand.OwnHome;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.stand.Tenant;
import dev.spillway.load.stand.Tenants;
import dev.spillway.load.stand.Vendor;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.localcloud.queue.QueueStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        return onboard(options, storage, Map.of(Vendor.STRIPE, tenants)).stream()
                .map(Tenant::target)
                .toList();
    }

    /** Likewise so many of each vendor, in the order of vendors. */
    static List<Tenant> onboard(
            BenchOptions options, QueueStorage storage, Map<Vendor, Integer> counts)
            throws InterruptedException {
        OwnHome.prepare(options.home());
        try (Stand stand = start(options, storage, Set.of("tenant-provisioner"))) {
            List<Tenant> tenants = new ArrayList<>();
            for (Vendor vendor : Vendor.values()) {
                int count = counts.getOrDefault(vendor, 0);
                if (count > 0) {
                    System.out.printf(
                            "Onboarding %d %s …%n", count, count == 1 ? "tenant" : "tenants");
                    tenants.addAll(new Tenants(stand, vendor).onboard(count));
                }
            }
            return tenants;
        }
    }

    static Stand start(BenchOptions options, QueueStorage storage, Set<String> services)
            throws InterruptedException {
        return Stand.start(options.root(), options.home(), options.ports(), storage, services);
    }
}
