package dev.spillway.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.launcher.home.LauncherException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

    @TempDir private Path folder;

    @Test
    void whatWasAskedForReachesTheWorkerAndAFolderIsSaidFromWhereTheUserIs() {
        assertThat(
                        command(
                                        "--from-archive",
                                        "old/archive",
                                        "--tenant",
                                        "t",
                                        "--from",
                                        "f",
                                        "--json",
                                        "--dry-run")
                                .arguments())
                .isEqualTo(
                        List.of(
                                "--from-archive",
                                Path.of("old/archive").toAbsolutePath().toString(),
                                "--from",
                                "f",
                                "--tenant",
                                "t",
                                "--dry-run",
                                "--json"));
        assertThat(command("--from-archive", "s3://bucket/prefix").arguments())
                .isEqualTo(List.of("--from-archive", "s3://bucket/prefix"));
    }

    @Test
    void withoutAnArchiveItSaysSo() {
        assertThatThrownBy(() -> command().run())
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("--from-archive DIR");
    }

    @Test
    void withoutADatabaseItSaysHowToStartOne() {
        assertThatThrownBy(() -> command("--from-archive", "a").run())
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("./spillway up");
    }

    private ReplayCommand command(String... words) {
        String[] all = new String[words.length + 3];
        System.arraycopy(words, 0, all, 3, words.length);
        all[0] = "replay";
        all[1] = "--home";
        all[2] = folder.toString();
        return new ReplayCommand(Options.parse(all, Map.of(), Path.of("/checkout")));
    }
}
