package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The words that tenants, their reports and stored rows know: none goes, none is renamed. */
class WordsTest {

    @Test
    void typesOfEvents() {
        assertThat(Arrays.stream(EventType.values()).map(EventType::code))
                .as("those of the e-mail world")
                .startsWith(
                        "queued",
                        "sent",
                        "rejected",
                        "failed",
                        "bounced",
                        "deferred",
                        "delivered",
                        "autoresponded",
                        "opened",
                        "clicked",
                        "complained",
                        "unsubscribed",
                        "subscribed",
                        "inbound",
                        "inbound_failed",
                        "unknown")
                .as("and Spillway's")
                .endsWith(
                        "undelivered",
                        "replied",
                        "opted_out",
                        "ordered",
                        "paid",
                        "payment_failed",
                        "refunded",
                        "cancelled",
                        "checkout_started",
                        "subscription_started",
                        "subscription_renewed",
                        "subscription_cancelled",
                        "contact_created",
                        "contact_updated",
                        "contact_deleted",
                        "deal_created",
                        "deal_updated",
                        "form_submitted")
                .hasSize(34);
    }

    @Test
    void channels() {
        assertThat(Arrays.stream(Channel.values()).map(Channel::code))
                .containsExactly("email", "sms", "push", "commerce", "crm", "other");
    }

    @Test
    void reasonsOfRejection() {
        assertThat(Arrays.stream(RejectReason.values()).map(RejectReason::code))
                .containsExactly(
                        "invalid",
                        "bounced",
                        "timed_out",
                        "blocked",
                        "spam",
                        "unsubscribed",
                        "other");
    }

    /** Whoever writes a mapping finds there what he may write. */
    @Test
    void everyWordIsOnThePageForTenants() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "understood.md"));

        assertThat(Arrays.stream(EventType.values()).map(EventType::code))
                .allSatisfy(code -> assertThat(page).contains(code));
        assertThat(Arrays.stream(Channel.values()).map(Channel::code))
                .allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
        assertThat(Arrays.stream(RejectReason.values()).map(RejectReason::code))
                .allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
    }
}
