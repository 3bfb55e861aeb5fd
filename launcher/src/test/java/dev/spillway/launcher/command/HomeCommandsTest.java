package dev.spillway.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Running;
import dev.spillway.launcher.home.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands make of a home in which nothing, or something half dead, runs. */
class HomeCommandsTest {

    @TempDir private Path folder;
    private Home home;

    @BeforeEach
    void prepare() {
        home = new Home(folder.resolve("home"));
        home.prepare();
    }

    private Options options(String... words) {
        return Options.parse(words, Map.of("SPILLWAY_HOME", home.folder().toString()), folder);
    }

    private Process sleeper() throws Exception {
        return new ProcessBuilder("sleep", "60").start();
    }

    private void running(long launcher, Process process) {
        Running.Entry entry =
                new Running.Entry(
                        "core-app",
                        process.pid(),
                        Running.startOf(process.toHandle()),
                        1,
                        2,
                        "core-app.log");
        home.write(Running.FILE, new Running(launcher, 8080, true, List.of(entry)));
    }

    /** No process has this id: it is beyond what Linux hands out. */
    private static final long NOBODY = 1L << 40;

    @Test
    void whatAKilledLauncherLeftBehindIsEndedBeforeTheNextStart() throws Exception {
        Process orphan = sleeper();
        running(NOBODY, orphan);

        Leftovers.clear(home);

        assertThat(orphan.waitFor()).isNotZero();
        assertThat(home.read(Running.FILE, Running.class)).isEmpty();
    }

    @Test
    void aLaterProcessOfTheSameIdIsLeftAlone() throws Exception {
        Process stranger = sleeper();
        try {
            home.write(
                    Running.FILE,
                    new Running(
                            NOBODY,
                            8080,
                            true,
                            List.of(
                                    new Running.Entry(
                                            "core-app", stranger.pid(), 1, 1, 2, "log"))));

            Leftovers.clear(home);

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aHomeWhoseLauncherLivesIsInUse() throws Exception {
        long parentOrOther =
                ProcessHandle.allProcesses()
                        .filter(handle -> handle.pid() != ProcessHandle.current().pid())
                        .filter(handle ->
                                handle.info()
                                        .command()
                                        .filter(command -> command.endsWith("java"))
                                        .isPresent())
                        .findFirst()
                        .orElseThrow()
                        .pid();
        Process process = sleeper();
        running(parentOrOther, process);
        try {
            assertThatThrownBy(() -> Leftovers.clear(home))
                    .isInstanceOf(LauncherException.class)
                    .hasMessageContaining("is up already");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void downEndsWhatIsLeftAndKeepsTheData() throws Exception {
        Process orphan = sleeper();
        running(NOBODY, orphan);
        Secrets secrets = Secrets.of(home);

        assertThat(new DownCommand(home).run()).isZero();

        assertThat(orphan.waitFor()).isNotZero();
        assertThat(Secrets.of(home)).isEqualTo(secrets);
        assertThat(new DownCommand(home).run()).as("again").isZero();
    }

    @Test
    void statusTellsAHalfDeadCopyFromADeadOne() throws Exception {
        Process process = sleeper();
        running(NOBODY, process);

        assertThat(Status.of(home).state()).isEqualTo("partly");
        assertThat(new StatusCommand(options("status")).run()).isEqualTo(1);

        process.destroyForcibly().waitFor();
        assertThat(Status.of(home).state()).isEqualTo("down");
        assertThat(new StatusCommand(options("status", "--json")).run()).isEqualTo(1);
    }

    @Test
    void resetDeletesEverythingOnlyWhenItIsMeant() throws Exception {
        Secrets.of(home);

        assertThatThrownBy(() -> new ResetCommand(options("reset")).run())
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("--yes");
        assertThat(home.exists()).isTrue();

        assertThat(new ResetCommand(options("reset", "--yes")).run()).isZero();
        assertThat(home.exists()).isFalse();
        assertThat(new ResetCommand(options("reset", "--yes")).run()).as("again").isZero();
    }

    @Test
    void logsNeedTheNameOfAServiceThatHasOne() throws Exception {
        assertThatThrownBy(() -> new LogsCommand(options("logs")).run())
                .hasMessageContaining("local-cloud");
        assertThatThrownBy(() -> new LogsCommand(options("logs", "core-app")).run())
                .hasMessageContaining("has no log yet");

        Files.writeString(home.log("core-app"), "started\n");
        assertThat(new LogsCommand(options("logs", "core-app")).run()).isZero();
    }
}
