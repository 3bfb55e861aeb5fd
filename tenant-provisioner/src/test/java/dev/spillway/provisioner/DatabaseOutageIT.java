package dev.spillway.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.provisioner.kit.OpsService;
import dev.spillway.provisioner.kit.OpsTest;
import dev.spillway.provisioner.kit.Wire;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The service starts while its database is cut off. */
@OpsTest
class DatabaseOutageIT {

    private static final String JDBC = "jdbc:";
    private static final Wire DATABASE = wire();

    @DynamicPropertySource
    static void configure(DynamicPropertyRegistry registry) {
        OpsService.configure(DatabaseOutageIT.class, registry);
        URI direct = database();
        String cutOff =
                direct.toString()
                        .replace(
                                ":" + direct.getPort() + "/",
                                ":" + DATABASE.endpoint().getPort() + "/");
        registry.add("spring.datasource.url", () -> JDBC + cutOff);
        registry.add("spring.datasource.hikari.connection-timeout", () -> "500");
    }

    private static Wire wire() {
        Wire wire = Wire.to(database());
        wire.cut();
        return wire;
    }

    private static URI database() {
        String url = TestCloud.of(DatabaseOutageIT.class).database().jdbcUrl();
        return URI.create(url.substring(JDBC.length()));
    }

    @AfterAll
    static void closeWire() {
        DATABASE.mend();
    }

    @Autowired private OpsService ops;
    @LocalManagementPort private int managementPort;

    @Test
    void itAsksForPatienceUntilTheDatabaseIsBack() {
        var response = ops.onboard(OpsService.tenant("patient")).expectStatus().isEqualTo(503);

        response.expectHeader().valueEquals("Retry-After", "5");
        assertThat(OpsService.json(response).get("code").stringValue())
                .isEqualTo("service_unavailable");
        ops.http().get().uri("/ops/v1/tenants").exchange().expectStatus().isEqualTo(503);
        probe("readiness", 503);
        probe("liveness", 200);

        DATABASE.mend();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> probe("readiness", 200));
        ops.onboard(OpsService.tenant("patient")).expectStatus().isCreated();
    }

    private void probe(String name, int status) {
        RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + managementPort)
                .build()
                .get()
                .uri("/actuator/health/" + name)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }
}
