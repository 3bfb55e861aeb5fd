package dev.spillway.worker.restore;

import dev.spillway.worker.drain.DrainProperties;
import dev.spillway.worker.retention.RetentionProperties;
import dev.spillway.worker.signal.SignalStore;
import dev.spillway.worker.store.ParcelStore;
import dev.spillway.worker.store.ParkedMessages;
import dev.spillway.worker.tenant.Tenants;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.core.JdbcTemplate;

/** The worker's own parts that restore, the ones that the drain stores with. */
public record RestoreTools(
        ParcelStore parcels,
        ParkedMessages parked,
        SignalStore signals,
        Tenants tenants,
        JdbcTemplate jdbc,
        DrainProperties drain,
        RetentionProperties retention,
        MeterRegistry registry) {}
