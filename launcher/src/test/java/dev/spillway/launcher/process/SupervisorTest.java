package dev.spillway.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Running;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real processes. */
class SupervisorTest {

    @TempDir private Path folder;
    private Home home;
    private Supervisor supervisor;

    @BeforeEach
    void prepare() {
        home = new Home(folder.resolve("home"));
        home.prepare();
        supervisor = new Supervisor(home, 8080);
    }

    @AfterEach
    void stop() {
        supervisor.stop();
    }

    private static Service healthy(String name) throws IOException {
        int port = freePort();
        return new Service(
                name,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HealthyProcess.class.getName(),
                        String.valueOf(port)),
                Map.of(),
                0,
                port,
                "/health");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Service shell(String name, String script) {
        return new Service(
                name,
                List.of("/bin/sh", "-c", script),
                Map.of("SAID", "through the environment"),
                0,
                1,
                "/");
    }

    @Test
    void whatWasStartedIsHealthyAndOnRecordUntilItIsStopped() throws Exception {
        supervisor.start(healthy("first"));
        supervisor.start(healthy("second"));
        supervisor.awaitHealthy();
        supervisor.ready();

        Running running = home.read(Running.FILE, Running.class).orElseThrow();
        assertThat(running.ready()).isTrue();
        assertThat(running.processes())
                .extracting(Running.Entry::name)
                .containsExactly("first", "second");
        assertThat(running.processes()).allMatch(Running.Entry::alive);

        supervisor.stop();

        assertThat(running.processes()).noneMatch(Running.Entry::alive);
        assertThat(home.read(Running.FILE, Running.class)).isEmpty();
    }

    @Test
    void aServiceThatEndsAtItsStartIsNamedWithItsLastWords() {
        supervisor.start(shell("broken", "echo no such database; exit 3"));

        assertThatThrownBy(supervisor::awaitHealthy)
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("broken ended with exit code 3: no such database");
    }

    @Test
    void aServiceThatEndsLaterEndsTheWatch() throws Exception {
        supervisor.start(shell("short", "exit 7"));

        assertThat(supervisor.awaitAnyEnd()).hasMessageContaining("short ended with exit code 7");
    }

    @Test
    void aProcessThatIsToEndIsWaitedForAndItsFailureTold() throws Exception {
        supervisor.runToEnd(shell("fine", "test \"$SAID\" = 'through the environment'"));

        assertThatThrownBy(() ->
                        supervisor.runToEnd(shell("migrate", "echo the password is wrong; exit 1")))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("migrate failed: the password is wrong");
    }

    @Test
    void aProgramThatIsNotThereIsSaidSo() {
        Service missing = new Service("missing", List.of("/no/such/program"), Map.of(), 0, 1, "/");

        assertThatThrownBy(() -> supervisor.runToEnd(missing))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void nothingStartsOnceItIsStopping() {
        supervisor.stop();

        assertThatThrownBy(() -> supervisor.start(shell("late", "true")))
                .hasMessageContaining("stopped while starting");
    }
}
