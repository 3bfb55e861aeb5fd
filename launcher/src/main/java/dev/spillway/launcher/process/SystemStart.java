package dev.spillway.launcher.process;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.localcloud.CloudDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The order in which things come up: cloud, schema, services. */
public final class SystemStart {

    private static final String CLOUD_FILE = "cloud.json";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Home home;
    private final Supervisor supervisor;
    private final Services services;

    public SystemStart(Home home, Supervisor supervisor, Services services) {
        this.home = home;
        this.supervisor = supervisor;
        this.services = services;
    }

    /** Returns when everything is healthy. */
    public void run() throws InterruptedException {
        var _ = run(Services.NAMES);
    }

    /**
     * Likewise for the cloud and some of the services.
     *
     * @return where the cloud listens
     */
    public CloudDescription run(Collection<String> names) throws InterruptedException {
        step("database, SQS and SNS");
        long processId = supervisor.start(services.cloud());
        services.prepare();
        supervisor.awaitHealthy();
        CloudDescription cloud = describeCloud(processId);
        step("schema");
        supervisor.runToEnd(services.migration(cloud));
        List<Service> wanted =
                services.services(cloud).stream()
                        .filter(service -> names.contains(service.name()))
                        .toList();
        step(wanted.stream().map(Service::name).collect(Collectors.joining(", ")));
        wanted.forEach(supervisor::start);
        supervisor.awaitHealthy();
        return cloud;
    }

    /** The cloud is healthy a moment before it has said where its queues are. */
    private CloudDescription describeCloud(long processId) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            Optional<CloudDescription> cloud =
                    new Home(home.cloud()).read(CLOUD_FILE, CloudDescription.class);
            if (cloud.isPresent() && cloud.get().processId() == processId) {
                return cloud.get();
            }
            Thread.sleep(POLL);
        }
        throw new LauncherException(
                "The embedded cloud did not say where it listens; see " + home.log("local-cloud"));
    }

    private static void step(String what) {
        System.out.println("Starting " + what + " …");
    }
}
