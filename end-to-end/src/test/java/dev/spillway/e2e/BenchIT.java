package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the benches run; what they measure belongs to a machine of its own. */
class BenchIT {

    @Test
    void aBenchStartsAnInstanceOfItsOwnMeasuresItAndLeavesNothing(@TempDir Path folder)
            throws Exception {
        Path home = folder.resolve("bench");
        Launcher launcher = new Launcher(home, Launcher.freePortBase());

        Launcher.Result result =
                launcher.run("bench", "cost", "--seconds", "2", "--tenants", "1", "--json");

        JsonNode report = lastLine(result);
        assertThat(report.at("/name").asString()).isEqualTo("cost");
        assertThat(report.at("/ok").asBoolean()).isEqualTo(result.exitCode() == 0);
        assertThat(report.at("/figures/blast1TenantsBilledPerMillion").asDouble())
                .isBetween(1.0, 1_000_000.0);
        assertThat(home).doesNotExist();
        assertThat(Launcher.allFree(launcher.portBase())).isTrue();
    }

    @Test
    void aBenchThatDoesNotExistIsNamedInOneLine(@TempDir Path home) throws Exception {
        Launcher.Result result = new Launcher(home, 40_000).run("bench", "nonsense");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).hasLineCount(1).contains("There is no bench nonsense");
    }

    private static JsonNode lastLine(Launcher.Result result) {
        String last = result.output().lines().reduce((_, next) -> next).orElseThrow();
        assertThat(last).as(result.output()).startsWith("{");
        return JsonMapper.shared().readTree(last);
    }
}
