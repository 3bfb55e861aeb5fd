package dev.spillway.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.CloudProcess.Ports;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} under load: what was confirmed is there again. */
class KilledCloudIT {

    @TempDir Path home;

    @AfterEach
    void leaveNoServerBehind() {
        CloudProcess.serversOn(home).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void whatWasConfirmedSurvivesAKillOfTheProcess() throws Exception {
        Ports ports = Ports.free();
        Ledger ledger = new Ledger();
        try (CloudProcess cloud = CloudProcess.start(home, ports)) {
            ledger.writeFor(Duration.ofSeconds(3), cloud.ready(home), cloud::kill);
        }
        assertThat(CloudProcess.serversOn(home)).as("the database goes on alone").hasSize(1);

        try (CloudProcess cloud = CloudProcess.start(home, ports)) {
            ledger.verify(cloud.ready(home));
            assertThat(CloudProcess.serversOn(home)).as("one server on one data folder").hasSize(1);
        }
    }

    @Test
    void whatWasConfirmedSurvivesAKillOfEverything() throws Exception {
        Ports ports = Ports.free();
        Ledger ledger = new Ledger();
        try (CloudProcess cloud = CloudProcess.start(home, ports)) {
            ledger.writeFor(Duration.ofSeconds(3), cloud.ready(home), cloud::killEverything);
        }
        await().until(() -> CloudProcess.serversOn(home).isEmpty());

        try (CloudProcess cloud = CloudProcess.start(home, ports)) {
            ledger.verify(cloud.ready(home));
        }
    }
}
