package dev.spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.database.DatabaseProperties;
import dev.spillway.app.destination.DestinationProperties;
import dev.spillway.app.identity.LoginProperties;
import dev.spillway.app.job.JobLimits;
import dev.spillway.app.session.SessionProperties;
import dev.spillway.app.stream.StreamProperties;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Every property of this service by name, with what holds where it is not set. */
class ConfigurationTest {

    private final ApplicationContextRunner app =
            new ApplicationContextRunner()
                    .withUserConfiguration(Properties.class)
                    .withPropertyValues("spillway.database.identity-password=secret");

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({
        DatabaseProperties.class,
        DestinationProperties.class,
        JobLimits.class,
        LoginProperties.class,
        SessionProperties.class,
        StreamProperties.class
    })
    static class Properties {}

    @Test
    void defaults() {
        app.run(context -> {
            assertThat(context.getBean(DatabaseProperties.class))
                    .isEqualTo(
                            new DatabaseProperties(
                                    "spillway_identity",
                                    "secret",
                                    4,
                                    10,
                                    4,
                                    4,
                                    2,
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(3),
                                    Duration.ofSeconds(10)));
            assertThat(context.getBean(DestinationProperties.class))
                    .isEqualTo(new DestinationProperties(10, Duration.ofHours(24), false, false));
            assertThat(context.getBean(JobLimits.class)).isEqualTo(new JobLimits(20));
            assertThat(context.getBean(LoginProperties.class))
                    .isEqualTo(new LoginProperties(5, 50, Duration.ofMinutes(15)));
            assertThat(context.getBean(SessionProperties.class))
                    .isEqualTo(new SessionProperties(Duration.ofHours(12), null));
            assertThat(context.getBean(StreamProperties.class))
                    .isEqualTo(
                            new StreamProperties(
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(15),
                                    Duration.ofSeconds(5),
                                    1000,
                                    50));
        });
    }

    @Test
    void names() {
        app.withPropertyValues(
                        "spillway.database.identity-username=other",
                        "spillway.database.identity-password=word",
                        "spillway.database.identity-connections=1",
                        "spillway.database.tenant-connections=2",
                        "spillway.database.dashboard-connections=3",
                        "spillway.database.tenant-share=18",
                        "spillway.database.dashboard-share=19",
                        "spillway.database.share-timeout=20s",
                        "spillway.database.connection-timeout=4s",
                        "spillway.database.statement-timeout=5s",
                        "spillway.destinations.most=16",
                        "spillway.destinations.overlap=17m",
                        "spillway.destinations.allow-loopback=true",
                        "spillway.destinations.email=true",
                        "spillway.jobs.open=15",
                        "spillway.login.attempts=6",
                        "spillway.login.attempts-per-address=7",
                        "spillway.login.window=8m",
                        "spillway.session.lifetime=9h",
                        "spillway.session.secure-cookie=true",
                        "spillway.stream.poll=10s",
                        "spillway.stream.heartbeat=11s",
                        "spillway.stream.session-check=12s",
                        "spillway.stream.viewers=13",
                        "spillway.stream.viewers-per-tenant=14")
                .run(context -> {
                    assertThat(context.getBean(DatabaseProperties.class))
                            .isEqualTo(
                                    new DatabaseProperties(
                                            "other",
                                            "word",
                                            1,
                                            2,
                                            3,
                                            18,
                                            19,
                                            Duration.ofSeconds(20),
                                            Duration.ofSeconds(4),
                                            Duration.ofSeconds(5)));
                    assertThat(context.getBean(DestinationProperties.class))
                            .isEqualTo(
                                    new DestinationProperties(
                                            16, Duration.ofMinutes(17), true, true));
                    assertThat(context.getBean(JobLimits.class)).isEqualTo(new JobLimits(15));
                    assertThat(context.getBean(LoginProperties.class))
                            .isEqualTo(new LoginProperties(6, 7, Duration.ofMinutes(8)));
                    assertThat(context.getBean(SessionProperties.class))
                            .isEqualTo(new SessionProperties(Duration.ofHours(9), true));
                    assertThat(context.getBean(StreamProperties.class))
                            .isEqualTo(
                                    new StreamProperties(
                                            Duration.ofSeconds(10),
                                            Duration.ofSeconds(11),
                                            Duration.ofSeconds(12),
                                            13,
                                            14));
                });
    }

    @Test
    void whatCannotWorkEndsTheStart() {
        for (String wrong :
                new String[] {
                    "spillway.database.identity-password=",
                    "spillway.database.tenant-connections=0",
                    "spillway.database.tenant-share=0",
                    "spillway.jobs.open=0",
                    "spillway.login.attempts=0",
                    "spillway.stream.viewers=0",
                    "spillway.stream.poll=soon"
                }) {
            app.withPropertyValues(wrong).run(context -> assertThat(context).as(wrong).hasFailed());
        }
    }

    @Test
    void noPasswordIsPrinted() {
        app.run(context ->
                assertThat(context.getBean(DatabaseProperties.class).toString())
                        .doesNotContain("secret"));
    }
}
