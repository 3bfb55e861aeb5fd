package dev.spillway.launcher.command;

import dev.spillway.launcher.demo.DemoTenant;
import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.Ports;
import dev.spillway.launcher.home.Running;
import dev.spillway.launcher.home.Secrets;
import dev.spillway.launcher.process.Health;
import dev.spillway.launcher.process.Services;
import dev.spillway.localcloud.CloudDescription;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./spillway status --json} prints.
 *
 * @param state {@code up} when all is healthy, {@code down} when nothing runs, otherwise {@code
 *     partly}
 * @param urls where to reach it; null when it is down
 * @param database the schema's owner; null when it is down
 * @param services every process that was started
 * @param ops how to call the ops API; null before the first start
 * @param demo the demo tenant; null when there is none
 */
record Status(
        String state,
        @Nullable Urls urls,
        @Nullable Database database,
        List<Service> services,
        @Nullable Ops ops,
        @Nullable DemoLogin demo) {

    /** The schema and its owner. */
    record Database(String jdbcUrl, String user, String password) {
        static Database of(CloudDescription cloud) {
            return new Database(
                    cloud.database().jdbcUrl(),
                    cloud.database().user(),
                    cloud.database().password());
        }
    }

    record Urls(String ingestion, String app, String ops, String sqs, String sns) {}

    record Service(
            String name, long pid, int port, int managementPort, boolean healthy, String log) {}

    record Ops(String token) {}

    record DemoLogin(String tenantId, String email, String password, String apiKey) {
        static DemoLogin of(DemoTenant tenant) {
            return new DemoLogin(
                    tenant.tenantId(), tenant.email(), tenant.password(), tenant.apiKey());
        }
    }

    static Status of(Home home) {
        Optional<Running> running = home.read(Running.FILE, Running.class);
        List<Service> services = running.map(Status::services).orElse(List.of());
        String state = state(running, services);
        boolean down = state.equals("down");
        return new Status(
                state,
                down ? null : running.map(run -> urls(new Ports(run.portBase()))).orElse(null),
                down
                        ? null
                        : new Home(home.cloud())
                                .read("cloud.json", CloudDescription.class)
                                .map(Database::of)
                                .orElse(null),
                services,
                home.read(Secrets.FILE, Secrets.class)
                        .map(secrets -> new Ops(secrets.opsToken()))
                        .orElse(null),
                home.read(DemoTenant.FILE, DemoTenant.class).map(DemoLogin::of).orElse(null));
    }

    private static String state(Optional<Running> running, List<Service> services) {
        if (services.stream().noneMatch(Service::healthy)
                && services.stream().noneMatch(service -> alive(service.pid()))) {
            return "down";
        }
        boolean all =
                running.map(Running::ready).orElse(false)
                        && services.stream().allMatch(Service::healthy);
        return all ? "up" : "partly";
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static List<Service> services(Running running) {
        return running.processes().stream()
                .map(entry ->
                        new Service(
                                entry.name(),
                                entry.pid(),
                                entry.port(),
                                entry.managementPort(),
                                entry.alive()
                                        && Health.of(
                                                entry.managementPort(),
                                                Services.healthPath(entry.name())),
                                entry.log()))
                .toList();
    }

    private static Urls urls(Ports ports) {
        return new Urls(
                Services.url(ports.ingestion()),
                Services.url(ports.app()),
                Services.url(ports.ops()),
                Services.url(ports.sqs()),
                Services.url(ports.sns()));
    }
}
