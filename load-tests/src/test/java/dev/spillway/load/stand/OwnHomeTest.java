package dev.spillway.load.stand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnHomeTest {

    @TempDir private Path folder;

    @Test
    void whatABenchMadeTheNextOneDeletes() throws IOException {
        Home home = new Home(folder.resolve("bench"));
        OwnHome.prepare(home);
        Path left = Files.writeString(home.folder().resolve("data"), "left by a bench");

        OwnHome.prepare(home);
        assertThat(left).doesNotExist();
        OwnHome.delete(home);

        assertThat(home.exists()).isFalse();
    }

    @Test
    void anybodyElsesFilesStay() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "not a bench's");
        Home home = new Home(folder);

        assertThatThrownBy(() -> OwnHome.prepare(home))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("name another --home");
        assertThatThrownBy(() -> OwnHome.delete(home)).isInstanceOf(LauncherException.class);
        assertThat(precious).exists();
    }
}
