package dev.spillway.worker.dispatch;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.mail.AppLinks;
import dev.spillway.worker.mail.Mailer;
import dev.spillway.worker.mail.Wording;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A dispatcher as the worker has it, that may post to this machine. */
final class DispatchFixture {

    static final URI APP = URI.create("https://app.spillway.example");

    private DispatchFixture() {}

    static Dispatcher dispatcher(
            DataSource pool, int atOnce, Duration timeout, Mailer mailer, MeterRegistry registry) {
        JdbcClient jdbc = JdbcClient.create(pool);
        Secrets secrets = new Secrets(jdbc, LocalKeyWrapper.of(WorkerDatabase.WRAPPING_KEY));
        AppLinks links = new AppLinks(APP);
        Carriers carriers =
                new Carriers(
                        new WebCarrier(
                                secrets,
                                new Courier(SystemDefaultDnsResolver.INSTANCE, timeout, true),
                                Clock.systemUTC()),
                        new MailCarrier(jdbc, secrets, mailer, new Wording(links), links));
        Round round =
                new Round(
                        new DeliveryRows(jdbc),
                        carriers,
                        new Backoff(RandomGenerator.of("L64X128MixRandom")),
                        Duration.ofSeconds(20),
                        Duration.ofHours(24),
                        new DispatchMetrics(registry),
                        Clock.systemUTC());
        return new Dispatcher(
                new DestinationRows(jdbc, Ids.next(), Duration.ofMinutes(1)), round, atOnce);
    }
}
