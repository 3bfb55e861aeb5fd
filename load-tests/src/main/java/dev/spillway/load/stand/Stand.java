package dev.spillway.load.stand;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Ports;
import dev.spillway.launcher.home.Secrets;
import dev.spillway.launcher.process.Service;
import dev.spillway.launcher.process.Services;
import dev.spillway.launcher.process.Supervisor;
import dev.spillway.launcher.process.SystemStart;
import dev.spillway.localcloud.CloudDescription;
import dev.spillway.localcloud.queue.QueueStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Spillway's own processes, as the launcher starts them, in a home of the bench's own. Only the
 * services that are measured run; whatever was started is stopped by {@link #close}.
 */
public final class Stand implements AutoCloseable {

    private final Supervisor supervisor;
    private final Ports ports;
    private final Secrets secrets;
    private final Services services;
    private final CloudDescription cloud;

    private Stand(
            Supervisor supervisor,
            Ports ports,
            Secrets secrets,
            Services services,
            CloudDescription cloud) {
        this.supervisor = supervisor;
        this.ports = ports;
        this.secrets = secrets;
        this.services = services;
        this.cloud = cloud;
    }

    /**
     * Starts the cloud and those services, and returns when they are healthy.
     *
     * @param root the checkout, whose jars are run
     * @param databaseMegabytes of memory for the database's pages
     * @param names of services
     */
    public static Stand start(
            Path root,
            Home home,
            Ports ports,
            QueueStorage queues,
            int databaseMegabytes,
            Set<String> names)
            throws InterruptedException {
        home.prepare();
        Secrets secrets = Secrets.of(home);
        Supervisor supervisor = new Supervisor(home, ports.base());
        // Its processes have sessions of their own: a Ctrl-C reaches the bench alone.
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop, "stop"));
        try {
            Services services =
                    new Services(root, home, ports, secrets, queues)
                            .withDatabaseOf(databaseMegabytes);
            CloudDescription cloud = new SystemStart(home, supervisor, services).run(names);
            return new Stand(supervisor, ports, secrets, services, cloud);
        } catch (LauncherException | InterruptedException e) {
            supervisor.stop();
            throw e;
        }
    }

    public CloudDescription cloud() {
        return cloud;
    }

    public Ports ports() {
        return ports;
    }

    public String opsToken() {
        return secrets.opsToken();
    }

    /** How a service is started, whether or not it runs. */
    public Service service(String name) {
        return services.services(cloud).stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LauncherException("There is no service " + name));
    }

    /** A process that was started, by its service's name. */
    public ProcessHandle process(String service) {
        return supervisor.processes().stream()
                .filter(entry -> entry.name().equals(service))
                .findFirst()
                .flatMap(entry -> ProcessHandle.of(entry.pid()))
                .orElseThrow(() -> new LauncherException(service + " does not run"));
    }

    /** The database's own process, which the cloud started. */
    public ProcessHandle database() {
        return process("local-cloud")
                .descendants()
                .filter(each -> each.info().command().orElse("").endsWith("mariadbd"))
                .findFirst()
                .orElseThrow(() -> new LauncherException("The database does not run."));
    }

    /** Starts another process beside them and waits until it is healthy. */
    public void add(Service service) throws InterruptedException {
        supervisor.start(service);
        supervisor.awaitHealthy();
    }

    @Override
    public void close() {
        supervisor.stop();
    }

    @Override
    public String toString() {
        return "Stand" + List.of(ports.base());
    }
}
