package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.launcher.home.Ports;
import dev.spillway.launcher.process.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private static final Ports PORTS = new Ports(28_080);

    private static final Service WORKER =
            new Service(
                    "analytics-worker",
                    List.of("java", "-XX:+AutoCreateSharedArchive", "-jar", "worker.jar"),
                    Map.of(
                            "SERVER_PORT",
                            String.valueOf(PORTS.workerManagement()),
                            "SPRING_DATASOURCE_USERNAME",
                            "spillway_worker"),
                    0,
                    PORTS.workerManagement(),
                    "/ready");

    @Test
    void eachHasAPortThatNothingElseUsesAndItsOwnSlot() {
        Set<Integer> ports = new HashSet<>(PORTS.all().values());
        ports.remove(PORTS.workerManagement());
        Set<String> slots = new HashSet<>();

        for (int number = 0; number < BenchOptions.MOST_WORKERS; number++) {
            Service member = Workers.member(WORKER, PORTS, number, Map.of());
            slots.add(member.environment().getOrDefault("SPILLWAY_DRAIN_SLOT", "0"));

            assertThat(ports.add(member.managementPort())).as("port of " + number).isTrue();
            assertThat(member.managementPort()).isLessThan(PORTS.base() + Ports.SPAN - 1);
            assertThat(member.environment())
                    .containsEntry("SERVER_PORT", String.valueOf(member.managementPort()))
                    .containsEntry("SPRING_DATASOURCE_USERNAME", "spillway_worker");
        }
        assertThat(slots).hasSize(BenchOptions.MOST_WORKERS);
    }

    @Test
    void onlyTheFirstLeavesAnArchiveOfClasses() {
        assertThat(Workers.member(WORKER, PORTS, 0, Map.of()).command())
                .contains("-XX:+AutoCreateSharedArchive");
        assertThat(Workers.member(WORKER, PORTS, 1, Map.of()).command())
                .containsExactly("java", "-jar", "worker.jar");
    }

    @Test
    void whatABenchSetsIsSet() {
        assertThat(Workers.member(WORKER, PORTS, 0, Map.of("SPILLWAY_X", "1")).environment())
                .containsEntry("SPILLWAY_X", "1");
    }
}
