package dev.spillway.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.CloudProcess.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;

/** How a cloud starts and stops, and why it does not start. */
class LocalCloudIT {

    @TempDir Path home;

    @AfterEach
    void leaveNoServerBehind() {
        CloudProcess.serversOn(home).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void stopsCleanlyAndStartsAgainWithWhatItHad() throws Exception {
        Ports ports = Ports.free();
        CloudDescription first;
        try (CloudProcess cloud = CloudProcess.start(home, ports)) {
            first = cloud.ready(home);
            assertThat(health(first)).isEqualTo(200);
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(CloudDescription.file(home))))
                    .isEqualTo("rw-------");
            String alerts = first.topics().alerts();
            try (SnsClient sns = first.aws().snsClient()) {
                sns.subscribe(s ->
                        s.topicArn(alerts)
                                .protocol("sqs")
                                .endpoint("arn:aws:sqs:eu-central-1:000000000000:mine"));
            }
            cloud.terminate();
        }
        assertThat(CloudDescription.file(home)).doesNotExist();
        assertThat(CloudProcess.serversOn(home)).isEmpty();

        try (CloudProcess cloud = CloudProcess.start(home, ports)) {
            CloudDescription second = cloud.ready(home);
            assertThat(second.database()).isEqualTo(first.database());
            assertThat(second.queues()).isEqualTo(first.queues());
            try (SnsClient sns = second.aws().snsClient()) {
                assertThat(sns.listSubscriptions().subscriptions())
                        .singleElement()
                        .satisfies(s -> assertThat(s.endpoint()).endsWith(":mine"));
            }
        }
    }

    @Test
    void healthTellsThatTheDatabaseIsGone() throws Exception {
        try (CloudProcess cloud = CloudProcess.start(home, Ports.free())) {
            CloudDescription description = cloud.ready(home);
            cloud.process().descendants().forEach(ProcessHandle::destroyForcibly);

            await().until(() -> health(description) == 503);
        }
    }

    @Test
    void secondCloudOnAHomeIsRefused() throws Exception {
        try (CloudProcess one = CloudProcess.start(home, Ports.free())) {
            one.ready(home);
            try (CloudProcess two = CloudProcess.start(home, Ports.free())) {
                assertThat(two.exitCode()).isEqualTo(1);
                assertThat(two.errors()).hasLineCount(1).contains("Another local cloud runs on");
            }
            assertThat(CloudDescription.file(home)).exists();
        }
    }

    @Test
    void takenPortIsOneClearLine() throws Exception {
        for (int which = 0; which < 4; which++) {
            int[] ports = new int[4];
            Ports free = Ports.free();
            ports[0] = free.database();
            ports[1] = free.sqs();
            ports[2] = free.sns();
            ports[3] = free.management();
            try (ServerSocket taken =
                            new ServerSocket(ports[which], 1, InetAddress.getLoopbackAddress());
                    CloudProcess cloud =
                            CloudProcess.start(
                                    home, new Ports(ports[0], ports[1], ports[2], ports[3]))) {
                assertThat(cloud.exitCode()).isEqualTo(1);
                assertThat(cloud.errors())
                        .hasLineCount(1)
                        .contains("Port " + taken.getLocalPort() + " is taken")
                        .contains("-port");
            }
            assertThat(CloudProcess.serversOn(home)).as("nothing is left behind").isEmpty();
        }
    }

    @Test
    void unusableHomeIsOneClearLine() throws Exception {
        Path file = Files.createFile(home.resolve("a-file"));

        try (CloudProcess cloud = CloudProcess.start(file.resolve("home"), Ports.free())) {
            assertThat(cloud.exitCode()).isEqualTo(1);
            assertThat(cloud.errors()).hasLineCount(1).contains("cannot be written");
        }
    }

    @Test
    void wrongOptionIsOneClearLine() throws Exception {
        try (CloudProcess cloud =
                CloudProcess.start("--home", home.toString(), "--database-port", "x")) {
            assertThat(cloud.exitCode()).isEqualTo(1);
            assertThat(cloud.errors()).hasLineCount(1).contains("--database-port is x");
        }
    }

    private static int health(CloudDescription description) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(description.health())).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
