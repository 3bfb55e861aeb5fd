package dev.spillway.worker.store;

import dev.spillway.worker.normalise.Money;
import dev.spillway.worker.rollup.CampaignMoney;
import java.util.Collection;
import java.util.Optional;

/**
 * What a batch's events say of campaigns' money. Tests of Spillway's own are left out, as they are
 * of the rollups.
 */
final class Takings {

    private Takings() {}

    static CampaignMoney of(Collection<StoredEvent> events) {
        CampaignMoney money = new CampaignMoney();
        events.stream()
                .filter(event -> !event.received().webhook().test())
                .forEach(event -> entry(event).ifPresent(money::count));
        return money;
    }

    /** What it comes to that webhooks were normalised again. */
    static CampaignMoney difference(Collection<Revision> revisions) {
        CampaignMoney money = new CampaignMoney();
        for (Revision revision : revisions) {
            if (!revision.received().webhook().test()) {
                revision.known()
                        .forEach(known ->
                                entry(revision.received(), known.facts())
                                        .ifPresent(money::takeBack));
                revision.events().forEach(event -> entry(event).ifPresent(money::count));
            }
        }
        return money;
    }

    private static Optional<CampaignMoney.Entry> entry(StoredEvent stored) {
        return entry(stored.received(), EventFacts.of(stored.found()));
    }

    private static Optional<CampaignMoney.Entry> entry(Received received, EventFacts event) {
        Money amount = event.amount();
        String campaign = event.campaign();
        return amount == null || campaign == null
                ? Optional.empty()
                : Optional.of(
                        new CampaignMoney.Entry(
                                received.tenantId(),
                                received.webhook().sourceId(),
                                campaign,
                                event.type(),
                                event.occurredAt(),
                                amount.minorUnits(),
                                amount.currency()));
    }
}
