package dev.spillway.launcher.process;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.localcloud.CloudDescription;
import java.io.IOException;

/** The order in which things come up: cloud, schema, services. */
public final class SystemStart {

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
        step("database, SQS and SNS");
        supervisor.start(services.cloud());
        supervisor.awaitHealthy();
        CloudDescription cloud = describeCloud();
        step("schema");
        supervisor.runToEnd(services.migration(cloud));
        step("ingestion-service, analytics-worker, core-app, tenant-provisioner");
        services.services(cloud).forEach(supervisor::start);
        supervisor.awaitHealthy();
    }

    private CloudDescription describeCloud() {
        try {
            return CloudDescription.read(home.cloud());
        } catch (IOException e) {
            throw new LauncherException("The embedded cloud did not say where it listens.", e);
        }
    }

    private static void step(String what) {
        System.out.println("Starting " + what + " …");
    }
}
