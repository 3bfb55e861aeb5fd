package dev.spillway.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.launcher.home.LauncherException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final Path ROOT = Path.of("/checkout");

    private static Options parse(String... words) {
        return Options.parse(words, Map.of(), ROOT);
    }

    @Test
    void nothingAsksForHelp() {
        assertThat(parse().command()).isEqualTo("help");
    }

    @Test
    void homeAndPortsHaveDefaultsInTheCheckout() {
        Options options = parse("up");

        assertThat(options.home().folder()).isEqualTo(ROOT.resolve(".spillway"));
        assertThat(options.ports().ingestion()).isEqualTo(8080);
    }

    @Test
    void theEnvironmentStandsInForOptionsAndYieldsToThem() {
        Map<String, String> environment =
                Map.of("SPILLWAY_HOME", "/a", "SPILLWAY_PORT_BASE", "9000");

        Options fromEnvironment = Options.parse(new String[] {"up"}, environment, ROOT);
        Options fromWords =
                Options.parse(
                        new String[] {"up", "--home", "/b", "--port-base", "9100"},
                        environment,
                        ROOT);

        assertThat(fromEnvironment.home().folder()).isEqualTo(Path.of("/a"));
        assertThat(fromEnvironment.ports().base()).isEqualTo(9000);
        assertThat(fromWords.home().folder()).isEqualTo(Path.of("/b"));
        assertThat(fromWords.ports().base()).isEqualTo(9100);
    }

    @Test
    void flagsAndArgumentsMayComeInAnyOrder() {
        Options options = parse("-f", "logs", "core-app");

        assertThat(options.command()).isEqualTo("logs");
        assertThat(options.argument()).isEqualTo("core-app");
        assertThat(options.has("-f")).isTrue();
        assertThat(options.has("--json")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port-base=1", "--fast", "-x"})
    void anUnknownOptionIsRefused(String option) {
        assertThatThrownBy(() -> parse("up", option))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining(option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "70000", "many", ""})
    void aPortBaseThatCannotBeIsRefused(String base) {
        assertThatThrownBy(() -> parse("up", "--port-base", base))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("--port-base");
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertThatThrownBy(() -> parse("up", "--home"))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("--home needs a value");
    }
}
