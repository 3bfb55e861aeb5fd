package dev.spillway.worker.erasure;

import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.quarantine.HeldSearch;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.tenant.Tenants;
import dev.spillway.worker.tombstone.Tombstones;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs that are about people. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ErasureProperties.class)
class ErasureConfiguration {

    @Bean
    JobHandler recipientErasure(
            Tenants tenants, Rows rows, HeldSearch held, ErasureProperties erasure, Clock clock) {
        return new ErasureHandler(
                tenants,
                new Tombstones(rows),
                grounds(rows, held, clock),
                new UnreadRows(rows),
                erasure.tombstone(),
                clock);
    }

    @Bean
    JobHandler recipientExport(
            Tenants tenants,
            Rows rows,
            HeldSearch held,
            KeyWrapper keys,
            ErasureProperties erasure,
            Clock clock) {
        return new ExportHandler(
                tenants,
                new ExportTable(rows, keys),
                testimonies(rows, held),
                new UnreadRows(rows),
                erasure,
                clock);
    }

    static List<Testimony> testimonies(Rows rows, HeldSearch held) {
        return List.of(
                new EventTestimony(rows),
                new WebhookTestimony(new WebhookTable(rows)),
                new LetterTestimony(rows),
                new HeldTestimony(held));
    }

    /** His own events first: what people look at is done soonest. */
    static List<Ground> grounds(Rows rows, HeldSearch held, Clock clock) {
        EventTexts texts = new EventTexts(rows);
        return List.of(
                new EventGround(rows),
                new WebhookGround(new WebhookTable(rows), texts, clock),
                new OldEventGround(rows, texts, clock),
                new LetterGround(rows),
                new HeldGround(held),
                new RejectionGround(rows),
                new OutboxGround(rows),
                new ExportGround(rows));
    }
}
