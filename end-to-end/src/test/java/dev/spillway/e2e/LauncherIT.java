package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code ./spillway} says and how it ends, beside a copy that runs. */
@ExtendWith(Spillway.class)
class LauncherIT {

    @Test
    void statusTellsWhatOtherToolsNeed(Spillway.Copy spillway) throws Exception {
        JsonNode status = spillway.launcher().status();

        assertThat(status.at("/state").asString()).isEqualTo("up");
        assertThat(status.at("/services").size()).isEqualTo(5);
        status.at("/services")
                .forEach(service -> {
                    assertThat(service.at("/healthy").asBoolean()).as(service.toString()).isTrue();
                    assertThat(Path.of(service.at("/log").asString())).exists();
                    assertThat(service.at("/pid").asLong()).isPositive();
                    assertThat(service.at("/managementPort").asInt()).isPositive();
                });
        assertThat(status.at("/urls").propertyNames())
                .containsExactlyInAnyOrder("ingestion", "app", "ops", "sqs", "sns");
        assertThat(status.at("/database").propertyNames())
                .containsExactlyInAnyOrder("jdbcUrl", "user", "password");
        assertThat(status.at("/ops/token").asString()).isNotBlank();
        assertThat(status.at("/demo").isNull()).isTrue();
    }

    @Test
    void aSecondStartOfTheSameHomeIsRefused(Spillway.Copy spillway) throws Exception {
        Launcher.Result second = spillway.launcher().run("up", "--no-demo");

        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output()).hasLineCount(1).contains("is up already");
    }

    @Test
    void aTakenPortIsNamedInOneLine(@TempDir Path home) throws Exception {
        int base = Launcher.freePortBase();
        try (ServerSocket _ = new ServerSocket(base + 1, 1, InetAddress.getLoopbackAddress())) {
            Launcher.Result result = new Launcher(home, base).run("up", "--no-demo");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output())
                    .hasLineCount(1)
                    .contains("Port " + (base + 1), "core-app", "--port-base");
        }
    }

    @Test
    void aHomeThatCannotBeWrittenIsNamedInOneLine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        Launcher.Result result =
                new Launcher(file.resolve("home"), Launcher.freePortBase()).run("up", "--no-demo");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).hasLineCount(1).contains("Cannot write to");
    }

    @Test
    void whatIsDownSaysSo(@TempDir Path home) throws Exception {
        Launcher launcher = new Launcher(home, 40_000);

        Launcher.Result status = launcher.run("status", "--json");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(launcher.status().at("/state").asString()).isEqualTo("down");
        assertThat(launcher.run("down").exitCode()).isZero();
    }

    @Test
    void anUnknownCommandOrOptionPointsAtTheHelp(@TempDir Path home) throws Exception {
        Launcher launcher = new Launcher(home, 40_000);

        assertThat(launcher.run("fly").output()).hasLineCount(1).contains("./spillway help");
        assertThat(launcher.run("up", "--fast").output()).hasLineCount(1).contains("--fast");
        assertThat(launcher.run("up", "--fast").exitCode()).isEqualTo(1);
        assertThat(launcher.run("logs", "nobody").output()).contains("ingestion-service");
    }

    @Test
    void deletingAsksFirst(@TempDir Path home) throws Exception {
        Launcher.Result result = new Launcher(home, 40_000).run("reset");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("--yes");
        assertThat(home).exists();
    }

    /** A copy of the scripts that asks for a JDK nobody has yet. */
    @Test
    void aMachineWithoutASuitableJdkIsToldWhatToInstall(@TempDir Path checkout) throws Exception {
        Path root = Path.of("").toAbsolutePath().getParent();
        Files.createDirectory(checkout.resolve(".mvn"));
        Files.copy(root.resolve("spillway"), checkout.resolve("spillway"));
        Files.writeString(
                checkout.resolve(".mvn/jdk.sh"),
                Files.readString(root.resolve(".mvn/jdk.sh")).replace("wanted=25", "wanted=999"));

        Process process =
                new ProcessBuilder("/bin/sh", checkout.resolve("spillway").toString(), "up")
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output).hasLineCount(1).contains("needs a JDK 999", "SPILLWAY_JAVA_HOME");
    }
}
