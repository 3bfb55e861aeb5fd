package dev.spillway.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.Ports;
import dev.spillway.launcher.home.Secrets;
import dev.spillway.localcloud.CloudDescription;
import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.localcloud.topic.TopicSet;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {

    @TempDir private Path folder;
    private Secrets secrets;
    private Services services;

    @BeforeEach
    void prepare() {
        Home home = new Home(folder);
        home.prepare();
        secrets = Secrets.of(home);
        services = new Services(Path.of("/checkout"), home, new Ports(20_000), secrets);
    }

    private static CloudDescription cloud() {
        return new CloudDescription(
                1,
                new CloudDescription.Database(
                        "MariaDB",
                        "jdbc:mysql://127.0.0.1/spillway",
                        "127.0.0.1",
                        1,
                        "spillway",
                        "owner",
                        "owner-password"),
                AwsAccess.local(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2")),
                new QueueSet("main", "overflow", "signals", "d1", "d2", "d3"),
                new TopicSet("lifecycle", "alerts", "suppressions"),
                "http://127.0.0.1:3/health");
    }

    @Test
    void noSecretStandsOnACommandLine() {
        List<Service> all = new ArrayList<>(services.services(cloud()));
        all.add(services.cloud());
        all.add(services.migration(cloud()));
        all.add(services.replay(cloud(), List.of("--dry-run")));

        assertThat(all)
                .allSatisfy(service -> {
                    assertThat(service.command().toString())
                            .doesNotContain(
                                    secrets.opsToken(),
                                    secrets.wrappingKey(),
                                    secrets.bindingKey(),
                                    "owner-password")
                            .doesNotContain(List.copyOf(secrets.passwords().values()));
                    assertThat(service.toString()).isEqualTo(service.name());
                });
    }

    @Test
    void nothingIsArchivedUnlessItIsAskedFor() {
        assertThat(services.services(cloud()))
                .allSatisfy(service ->
                        assertThat(service.environment())
                                .doesNotContainKey("SPILLWAY_ARCHIVE_MODE"));
        assertThat(services.archiving().services(cloud()))
                .filteredOn(service -> service.environment().containsKey("SPILLWAY_ARCHIVE_MODE"))
                .singleElement()
                .satisfies(service -> {
                    assertThat(service.name()).isEqualTo("analytics-worker");
                    assertThat(service.environment())
                            .containsEntry("SPILLWAY_ARCHIVE_MODE", "folder")
                            .containsEntry(
                                    "SPILLWAY_ARCHIVE_FOLDER",
                                    folder.resolve("archive").toString());
                });
    }

    @Test
    void theWorkerDoesNotMakeAStopWait() {
        assertThat(services.services(cloud()))
                .filteredOn(service -> service.name().equals("analytics-worker"))
                .singleElement()
                .satisfies(worker ->
                        assertThat(worker.environment())
                                .containsEntry("SPILLWAY_DRAIN_POLL", "1s"));
    }

    @Test
    void replayIsTheWorkersOwnCommandWithTheWorkersOwnRights() {
        Service replay = services.replay(cloud(), List.of("--from-archive", "/somewhere"));

        assertThat(replay.command()).endsWith("replay", "--from-archive", "/somewhere");
        assertThat(replay.command().toString()).contains("analytics-worker.jar");
        assertThat(replay.environment())
                .containsEntry("SPRING_DATASOURCE_USERNAME", "spillway_worker");
    }

    /** A home that is new, or was reset, starts as fast as one that ran before. */
    @Test
    void everyProcessSharesItsClassesWithThoseOfOtherHomes(@TempDir Path another) {
        Home home = new Home(another);
        home.prepare();
        Services others = new Services(Path.of("/checkout"), home, new Ports(20_100), secrets);

        assertThat(archives(services))
                .hasSize(6)
                .doesNotHaveDuplicates()
                .isEqualTo(archives(others));
    }

    private static List<String> archives(Services services) {
        List<Service> all = new ArrayList<>(services.services(cloud()));
        all.add(services.migration(cloud()));
        all.add(services.replay(cloud(), List.of()));
        return all.stream()
                .flatMap(service -> service.command().stream())
                .filter(word -> word.startsWith("-XX:SharedArchiveFile="))
                .toList();
    }

    @Test
    void biggestPlanHasNoCeilingHere() {
        assertThat(services.services(cloud()).getFirst().environment())
                .containsEntry("SPILLWAY_LANES_SCALECEILING", "false");
    }

    @Test
    void everyServiceHasADatabaseUserOfItsOwnAndNoneTheOwners() {
        assertThat(services.services(cloud()))
                .extracting(service -> service.environment().get("SPRING_DATASOURCE_USERNAME"))
                .containsExactly(
                        "spillway_ingest", "spillway_worker", "spillway_app", "spillway_ops");
        assertThat(services.services(cloud()))
                .allSatisfy(service ->
                        assertThat(service.environment()).doesNotContainValue("owner-password"));
    }

    /** Whoever answers there signs for every topic; nobody but the door has to believe it. */
    @Test
    void theDoorAloneTrustsTheTopicsOfThisMachine() {
        assertThat(services.services(cloud()))
                .filteredOn(service ->
                        "http://127.0.0.1:2"
                                .equals(service.environment().get("SPILLWAY_SNS_TRUSTEDENDPOINTS")))
                .extracting(Service::name)
                .containsExactly("ingestion-service");
    }

    @Test
    void theNamesAreThoseOfTheProcesses() {
        assertThat(services.services(cloud())).extracting(Service::name).isSubsetOf(Services.NAMES);
        assertThat(services.cloud().name()).isIn(Services.NAMES);
    }

    /** One that a JVM does not know would end every service at its start. */
    @Test
    void javaTakesTheOptionsAndTheWorkerHasItsHeapAtOnce() throws Exception {
        for (String name : Services.NAMES) {
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin/java")
                                            .toString()));
            command.addAll(Services.jvmOptions(name, "300m"));
            command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
            Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
            String flags = new String(java.getInputStream().readAllBytes(), UTF_8);

            assertThat(java.waitFor()).as(flags).isZero();
            assertThat(bytes(flags, "MaxHeapSize")).isEqualTo(300 << 20);
            if (name.equals("analytics-worker")) {
                assertThat(bytes(flags, "InitialHeapSize")).isEqualTo(300 << 20);
            }
        }
    }

    private static long bytes(String flags, String name) {
        Matcher line = Pattern.compile(" " + name + " += (\\d+)").matcher(flags);
        assertThat(line.find()).as(name).isTrue();
        return Long.parseLong(line.group(1));
    }
}
