package dev.spillway.provisioner.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.provisioner.kit.OpsService;
import dev.spillway.provisioner.kit.OpsTest;
import dev.spillway.provisioner.kit.Schema;
import dev.spillway.provisioner.kit.Wire;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OpsTest
class OutboxIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Wire SNS = Wire.to(TestCloud.of(OutboxIT.class).aws().sns());

    @DynamicPropertySource
    static void configure(DynamicPropertyRegistry registry) {
        OpsService.configure(OutboxIT.class, registry);
        registry.add("spring.cloud.aws.sns.endpoint", SNS::endpoint);
        registry.add("spillway.outbox.first-backoff", () -> "50ms");
        registry.add("spillway.outbox.longest-backoff", () -> "200ms");
        registry.add("spillway.outbox.poll-interval", () -> "10m");
    }

    @Autowired private OpsService ops;
    private Subscriber subscriber;
    private JdbcClient rows;

    @BeforeEach
    void subscribe(TestCloud cloud) {
        subscriber = Subscriber.of(cloud, cloud.topics().tenantLifecycle());
        rows = JdbcClient.create(Schema.owner(cloud.database()));
    }

    @AfterEach
    void unsubscribe() {
        SNS.mend();
        subscriber.leave();
    }

    @AfterAll
    static void closeWire() {
        SNS.close();
    }

    @Test
    void aNewTenantIsAnnouncedWithoutWaitingForThePoll() throws Exception {
        String slug = OpsService.freshSlug();
        UUID tenant = ops.onboarded(slug);

        Message message = subscriber.next(tenant);

        assertThat(message.messageAttributes().get("type").stringValue())
                .isEqualTo("tenant.provisioned");
        assertThat(message.messageAttributes().get("tenantId").stringValue())
                .isEqualTo(tenant.toString());
        assertThat(message.messageAttributes()).hasSize(2);
        JsonNode event = JsonMapper.shared().readTree(message.body());
        assertThat(DocumentedEvent.shape(event))
                .isEqualTo(DocumentedEvent.example())
                .isEqualTo(DocumentedEvent.schema());
        assertThat(event.get("occurredAt").stringValue()).endsWith("Z").hasSize(24);
        assertThat(event.get("version").intValue()).isEqualTo(1);
        assertThat(event.at("/tenant/slug").stringValue()).isEqualTo(slug);
        assertThat(outbox(tenant)).containsExactly(id(event));
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isZero());
    }

    @Test
    void changesAreAnnouncedInTheirOrder() {
        UUID tenant = ops.onboarded(OpsService.freshSlug());
        String path = "/ops/v1/tenants/" + tenant;
        assertThat(type(subscriber.next(tenant))).isEqualTo("tenant.provisioned");
        ops.patch(path, "{\"plan\": \"growth\"}").expectStatus().isOk();
        assertThat(type(subscriber.next(tenant))).isEqualTo("tenant.updated");
        ops.post(path + "/suspend").expectStatus().isOk();
        assertThat(type(subscriber.next(tenant))).isEqualTo("tenant.suspended");
        ops.post(path + "/resume").expectStatus().isOk();
        assertThat(type(subscriber.next(tenant))).isEqualTo("tenant.resumed");
    }

    @Test
    void whileTheTopicIsDownTenantsAreMadeAndItHearsOfThemLater() {
        SNS.cut();
        UUID first = ops.onboarded(OpsService.freshSlug());
        UUID second = ops.onboarded(OpsService.freshSlug());
        await().atMost(SOON).until(() -> SNS.refused() > 2);
        assertThat(waiting()).isEqualTo(2);

        SNS.mend();

        assertThat(
                        List.of(
                                tenant(subscriber.next(first, second)),
                                tenant(subscriber.next(first, second))))
                .containsExactlyInAnyOrder(first.toString(), second.toString());
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isZero());
    }

    @Test
    void eventsOfOtherTopicsAreLeftToTheirOwners() {
        UUID other = Ids.next();
        rows.sql(
                        "INSERT INTO outbox (tenant_id, id, topic, type, payload, created_at)"
                                + " VALUES (?, ?, 'alerts', 'alert.raised', '{}', UTC_TIMESTAMP(3))")
                .params(Ids.bytes(other), Ids.bytes(Ids.next()))
                .update();
        subscriber.next(ops.onboarded(OpsService.freshSlug()));

        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isEqualTo(1));
        rows.sql("DELETE FROM outbox WHERE tenant_id = ?").param(Ids.bytes(other)).update();
    }

    private long waiting() {
        return rows.sql("SELECT COUNT(*) FROM outbox WHERE published_at IS NULL")
                .query(Long.class)
                .single();
    }

    private List<UUID> outbox(UUID tenant) {
        return rows.sql("SELECT id FROM outbox WHERE tenant_id = ?")
                .param(Ids.bytes(tenant))
                .query((row, _) -> Ids.uuid(row.getBytes(1)))
                .list();
    }

    private static UUID id(JsonNode event) {
        return UUID.fromString(event.get("id").stringValue());
    }

    private static String type(Message message) {
        return message.messageAttributes().get("type").stringValue();
    }

    private static String tenant(Message message) {
        return message.messageAttributes().get("tenantId").stringValue();
    }
}
