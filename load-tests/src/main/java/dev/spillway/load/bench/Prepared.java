package dev.spillway.load.bench;

import dev.spillway.load.database.Database;
import dev.spillway.load.stand.OwnHome;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.stand.Tenant;
import dev.spillway.load.stand.Tenants;
import dev.spillway.load.stand.Vendor;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An instance with tenants, as most benches want it. */
final class Prepared {

    private static final Set<String> PROVISIONER = Set.of("tenant-provisioner");

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
        try (Stand stand = start(options, storage, PROVISIONER)) {
            return onboard(stand, Vendor.STRIPE, tenants).stream().map(Tenant::target).toList();
        }
    }

    /**
     * Onboards so many tenants of each vendor, in the order of vendors, and brings the database to
     * where a worker finds it on every day but the first.
     */
    static List<Tenant> settled(BenchOptions options, Map<Vendor, Integer> counts)
            throws IOException, InterruptedException {
        OwnHome.prepare(options.home());
        try (Stand stand = start(options, QueueStorage.DISK, PROVISIONER);
                Database database = Database.of(stand.cloud())) {
            database.splitDays();
            List<Tenant> tenants = new ArrayList<>();
            for (Vendor vendor : Vendor.values()) {
                tenants.addAll(onboard(stand, vendor, counts.getOrDefault(vendor, 0)));
            }
            return tenants;
        }
    }

    private static List<Tenant> onboard(Stand stand, Vendor vendor, int count)
            throws InterruptedException {
        if (count == 0) {
            return List.of();
        }
        System.out.printf("Onboarding %d %s …%n", count, count == 1 ? "tenant" : "tenants");
        return new Tenants(stand, vendor).onboard(count);
    }

    static Stand start(BenchOptions options, QueueStorage storage, Set<String> services)
            throws InterruptedException {
        return Stand.start(
                options.root(),
                options.home(),
                options.ports(),
                storage,
                options.databaseMegabytes(),
                services);
    }
}
