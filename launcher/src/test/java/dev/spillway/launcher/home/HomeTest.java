package dev.spillway.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir private Path folder;

    private Home home() {
        Home home = new Home(folder.resolve("home"));
        home.prepare();
        return home;
    }

    @Test
    void secretsAreMadeOnceAndForTheOwnersEyesOnly() throws Exception {
        Home home = home();

        Secrets secrets = Secrets.of(home);

        assertThat(Secrets.of(home)).isEqualTo(secrets);
        assertThat(Base64.getDecoder().decode(secrets.wrappingKey())).hasSize(32);
        assertThat(secrets.passwords())
                .containsOnlyKeys("ingest", "worker", "app", "identity", "ops");
        assertThat(secrets.passwords().values()).doesNotHaveDuplicates();
        assertThat(secrets.toString()).doesNotContain(secrets.opsToken());
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        home.folder().resolve("secrets.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aHomeThatCannotBeMadeIsSaidSo() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> new Home(file.resolve("home")).prepare())
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("Cannot write to");
    }

    @Test
    void aBrokenFileOfTheHomePointsAtReset() throws Exception {
        Home home = home();
        Files.writeString(home.folder().resolve("secrets.json"), "{");

        assertThatThrownBy(() -> Secrets.of(home)).hasMessageContaining("./spillway reset");
    }

    @Test
    void aFullDiskIsSaidInOneLineWithWhatIsNeeded() {
        assertThatThrownBy(() -> home().requireSpace(new NearlyFull(100L << 20)))
                .isInstanceOf(LauncherException.class)
                .message()
                .hasLineCount(1)
                .contains("has 100 MiB left", "needs 512 MiB");
    }
}
