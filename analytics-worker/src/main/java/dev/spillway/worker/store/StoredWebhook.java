package dev.spillway.worker.store;

import dev.spillway.platform.parcel.Webhook;
import java.time.LocalDate;
import java.util.UUID;

/** A webhook as it is stored, its bytes with it. */
public record StoredWebhook(UUID tenantId, LocalDate expiresOn, Webhook webhook) {}
