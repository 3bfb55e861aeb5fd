package dev.spillway.launcher.command;

import dev.spillway.launcher.demo.Demo;
import dev.spillway.launcher.demo.DemoTenant;
import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.Ports;
import dev.spillway.launcher.home.Secrets;
import dev.spillway.launcher.process.Services;
import dev.spillway.launcher.process.Supervisor;
import dev.spillway.launcher.process.SystemStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Starts everything and watches over it until it is told to stop. */
public final class UpCommand {

    private final Options options;
    private final Home home;
    private final Ports ports;

    public UpCommand(Options options) {
        this.options = options;
        this.home = options.home();
        this.ports = options.ports();
    }

    /** Returns when everything was stopped again or, detached, as soon as all is healthy. */
    public int run() throws InterruptedException {
        home.prepare();
        Leftovers.clear(home);
        warnOfPorts();
        PortCheck.requireFree(ports);
        if (options.has("--detach")) {
            return new Detached(options).run();
        }
        return watch();
    }

    /** Once: what the launcher in the background says is shown here, too. */
    private void warnOfPorts() {
        if (!options.has("--detach")) {
            EphemeralPorts.ofSystem().warning(ports).ifPresent(System.err::println);
        }
    }

    private int watch() throws InterruptedException {
        Instant start = Instant.now();
        Secrets secrets = Secrets.of(home);
        Supervisor supervisor = new Supervisor(home, ports.base());
        Thread stop = new Thread(supervisor::stop, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        new SystemStart(home, supervisor, services(secrets)).run();
        Optional<DemoTenant> demo =
                options.has("--no-demo")
                        ? Optional.empty()
                        : Optional.of(new Demo(home, ports, secrets).onboard());
        // Whoever started this in the background shows what was said by the time that it is ready.
        Announcement.print(home, ports, secrets, demo, Duration.between(start, Instant.now()));
        supervisor.ready();
        demo.ifPresent(tenant -> Demo.sendInBackground(tenant, ports));
        throw supervisor.awaitAnyEnd();
    }

    private Services services(Secrets secrets) {
        Services services = new Services(options.root(), home, ports, secrets);
        return options.has("--archive") ? services.archiving() : services;
    }
}
