package dev.spillway.ingestion.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final UUID FLOOD = new UUID(1, 1);
    private static final UUID QUIET = new UUID(2, 2);
    private static final int HALF_A_CALL = Backlog.CALL_BYTES / 2;

    private final Backlog backlog = new Backlog();

    private Waiting add(UUID tenant, int bytes) {
        Waiting waiting = new Waiting(tenant, Webhooks.zeros(bytes), 0);
        backlog.add(waiting);
        return waiting;
    }

    @Test
    void whatAFloodLeavesBehindGoesToTheEndOfTheLine() {
        add(FLOOD, HALF_A_CALL);
        add(FLOOD, HALF_A_CALL);
        add(FLOOD, HALF_A_CALL);
        Waiting quiet = add(QUIET, 100);

        List<Load> first = backlog.take();
        List<Load> second = backlog.take();

        assertThat(first.getFirst().tenantId()).isEqualTo(FLOOD);
        assertThat(first).flatMap(Load::webhooks).contains(quiet);
        assertThat(second).singleElement().extracting(Load::tenantId).isEqualTo(FLOOD);
    }

    @Test
    void largeWebhookWithoutRoomKeepsItsPlace() {
        add(FLOOD, HALF_A_CALL + 1000);
        Waiting large = add(QUIET, HALF_A_CALL + 1000);
        add(FLOOD, 100);

        backlog.take();
        List<Load> next = backlog.take();

        assertThat(next.getFirst().webhooks()).containsExactly(large);
    }

    @Test
    void webhookLargerThanACallIsTakenAlone() {
        Waiting huge = add(FLOOD, Backlog.CALL_BYTES * 2);
        add(QUIET, 100);

        assertThat(backlog.take())
                .singleElement()
                .satisfies(load -> assertThat(load.webhooks()).containsExactly(huge));
    }

    @Test
    void whoGaveUpIsDroppedAndCountsNoMore() {
        Waiting gone = add(FLOOD, 100);
        gone.ticket().decide(Confirmation.UNCONFIRMED);

        assertThat(backlog.take()).isEmpty();

        assertThat(backlog.bytes()).isZero();
        assertThat(backlog.isEmpty()).isTrue();
    }

    @Test
    void callTakesTenTenantsAtMost() {
        for (int tenant = 0; tenant < 12; tenant++) {
            add(new UUID(3, tenant), 100);
        }

        assertThat(backlog.fillsACall()).isTrue();
        assertThat(backlog.take()).hasSize(10);
        assertThat(backlog.fillsACall()).isFalse();
        assertThat(backlog.take()).hasSize(2);
    }
}
