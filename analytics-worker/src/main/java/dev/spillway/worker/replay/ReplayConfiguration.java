package dev.spillway.worker.replay;

import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.rollup.RollupRebuild;
import dev.spillway.worker.store.WebhookReplays;
import dev.spillway.worker.tenant.Tenants;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The jobs that go through stored webhooks and events once more. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

    @Bean
    JobHandler webhookReplay(JdbcTemplate jdbc, WebhookReplays replays, Clock clock) {
        return new ReplayHandler(new SelectedWebhooks(jdbc), replays, clock);
    }

    @Bean
    JobHandler rollupRebuilding(RollupRebuild rebuild, Tenants tenants, Clock clock) {
        return new RebuildHandler(rebuild, tenants, clock);
    }
}
