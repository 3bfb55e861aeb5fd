package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.launcher.home.LauncherException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {

    @Test
    void aBenchRunsFarFromACopyInUse() {
        BenchOptions options = BenchOptions.parse(List.of(), Path.of("/checkout"));

        assertThat(options.ports().base()).isNotEqualTo(8080);
        assertThat(options.home().folder()).isEqualTo(Path.of("/checkout/load-tests/target/bench"));
        assertThat(options.tenants()).containsExactly(1, 20, 100, 400);
        assertThat(options.lines()).isEqualTo(256);
        assertThat(options.rate()).isZero();
        assertThat(options.workers()).isEqualTo(1);
        assertThat(options.databaseMegabytes()).isEqualTo(1024);
        assertThat(options.rows(7)).isEqualTo(7);
    }

    @Test
    void whatIsGivenCounts() {
        BenchOptions options =
                BenchOptions.parse(
                        List.of(
                                "--seconds",
                                "3",
                                "--tenants",
                                "2,5",
                                "--connections",
                                "8",
                                "--rate",
                                "700",
                                "--rows",
                                "20000000",
                                "--workers",
                                "4",
                                "--database-megabytes",
                                "8192"),
                        Path.of("/checkout"));

        assertThat(options.time()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.tenants()).containsExactly(1, 2, 5);
        assertThat(options.mostTenants()).isEqualTo(5);
        assertThat(options.lines()).isEqualTo(8);
        assertThat(options.rate()).isEqualTo(700);
        assertThat(options.rows(7)).isEqualTo(20_000_000);
        assertThat(options.workers()).isEqualTo(4);
        assertThat(options.databaseMegabytes()).isEqualTo(8192);
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds, 0, --seconds takes numbers from 1 to 3600",
        "--seconds, ten, --seconds takes numbers",
        "--tenants, '1,x', --tenants takes numbers",
        "--rows, -1, --rows takes numbers from 0 to 100000000",
        "--workers, 5, --workers takes numbers from 1 to 4",
        "--database-megabytes, 64, --database-megabytes takes numbers from 128 to 262144",
        "--speed, 3, There is no option --speed",
    })
    void whatDoesNotFitIsRefusedByName(String option, String value, String message) {
        assertThatThrownBy(() -> BenchOptions.parse(List.of(option, value), Path.of("/checkout")))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertThatThrownBy(() -> BenchOptions.parse(List.of("--seconds"), Path.of("/checkout")))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("--seconds needs a value");
    }
}
