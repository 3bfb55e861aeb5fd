package dev.spillway.localcloud.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The extension seen from outside: test classes are run, and what JUnit says of them is read. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class CloudExtensionIT {

    private static final List<Connection> LEFT_OPEN = new ArrayList<>();

    @TempDir Path reports;

    @AfterEach
    void closeWhatWasLeftOpen() throws SQLException {
        for (Connection connection : LEFT_OPEN) {
            connection.close();
        }
        LEFT_OPEN.clear();
    }

    @CloudTest(parts = Part.DATABASE, backend = Backend.EMBEDDED)
    static class LeavesATransaction {

        @Test
        void leak(TestCloud cloud) throws SQLException {
            Connection connection = openWithTable(cloud);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO leaked VALUES (1)");
            }
        }
    }

    @CloudTest(parts = Part.DATABASE, backend = Backend.EMBEDDED)
    static class LeavesAConnection {

        @Test
        void leak(TestCloud cloud) throws SQLException {
            openWithTable(cloud);
        }
    }

    @CloudTest(parts = Part.DATABASE, backend = Backend.EMBEDDED, connectionsMustClose = true)
    static class PromisedToCloseAndDoesNot {

        @Test
        void leak(TestCloud cloud) throws SQLException {
            openWithTable(cloud);
        }
    }

    private static Connection openWithTable(TestCloud cloud) throws SQLException {
        Connection connection = cloud.database().connect();
        LEFT_OPEN.add(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE leaked (id INT)");
        }
        return connection;
    }

    @Test
    void classThatLeavesATransactionOpenFails() {
        run(LeavesATransaction.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                container(LeavesATransaction.class),
                                finishedWithFailure(
                                        message(m -> m.contains("left open: transaction")))));
    }

    @Test
    void pooledConnectionMayStayOpen() {
        run(LeavesAConnection.class).containerEvents().assertStatistics(s -> s.failed(0));
    }

    @Test
    void classThatPromisedToCloseItsConnectionsIsHeldToIt() {
        run(PromisedToCloseAndDoesNot.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                finishedWithFailure(
                                        message(m -> m.contains("left open: connection")))));
    }

    @CloudTest(parts = Part.DATABASE, backend = Backend.DOCKER)
    static class NamesDocker {

        @Test
        void neverRuns() {
            throw new AssertionError("ran");
        }
    }

    @Test
    void classThatNamesDockerIsSkippedWithAReasonThatIsOnRecord() {
        run(NamesDocker.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(skippedWithReason(r -> r.contains("ruled out"))));

        assertThat(reports.resolve(NamesDocker.class.getName() + ".txt"))
                .content()
                .isEqualToIgnoringNewLines(
                        NamesDocker.class.getName()
                                + " did not run: Docker was ruled out by -Dspillway.backend=embedded");
    }

    @CloudTest(backend = Backend.EMBEDDED)
    static class Everything {

        private final TestCloud injected;

        Everything(TestCloud cloud) {
            this.injected = cloud;
        }

        @Test
        void isOneCloudHoweverItIsAskedFor(TestCloud cloud) {
            assertThat(cloud).isSameAs(injected).isSameAs(TestCloud.of(Everything.class));
        }

        @Test
        void springLearnsEverythingItNeeds(TestCloud cloud) {
            assertThat(cloud.properties())
                    .containsOnlyKeys(
                            "spring.datasource.url",
                            "spring.datasource.username",
                            "spring.datasource.password",
                            "spring.cloud.aws.region.static",
                            "spring.cloud.aws.credentials.access-key",
                            "spring.cloud.aws.credentials.secret-key",
                            "spring.cloud.aws.sqs.endpoint",
                            "spring.cloud.aws.sns.endpoint",
                            "spillway.queues.main",
                            "spillway.queues.overflow",
                            "spillway.queues.signals",
                            "spillway.queues.main-dead-letters",
                            "spillway.queues.overflow-dead-letters",
                            "spillway.queues.signals-dead-letters",
                            "spillway.topics.tenant-lifecycle",
                            "spillway.topics.alerts",
                            "spillway.topics.suppressions")
                    .containsEntry("spillway.queues.main", cloud.queues().main())
                    .containsEntry("spillway.topics.alerts", cloud.topics().alerts());
        }

        @Nested
        class Inner {

            @Test
            void sharesIt(TestCloud cloud) {
                assertThat(cloud).isSameAs(injected);
            }
        }
    }

    @Test
    void cloudComesAsAParameterAndFromAnywhere() {
        run(Everything.class).testEvents().assertStatistics(s -> s.succeeded(3).failed(0));

        assertThat(reports.resolve(Everything.class.getName() + ".txt"))
                .content()
                .contains("embedded (MariaDB 11.4.5, ElasticMQ 1.7.1, local SNS)");
        assertThat(reports.resolve(Everything.class.getName() + "$Inner.txt")).doesNotExist();
    }

    @CloudTest(parts = Part.DATABASE, backend = Backend.EMBEDDED)
    static class One {}

    @CloudTest(parts = Part.DATABASE, backend = Backend.EMBEDDED)
    static class Two {}

    @Test
    void everyClassHasASchemaOfItsOwn() throws SQLException {
        TestDatabase one = TestCloud.of(One.class).database();
        TestDatabase two = TestCloud.of(Two.class).database();

        assertThat(one.schema()).isNotEqualTo(two.schema());
        try (Connection connection = one.connect();
                ResultSet tables =
                        connection.getMetaData().getTables(one.schema(), null, "%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void partThatWasNotAskedForIsNamed() {
        TestCloud cloud = TestCloud.of(One.class);

        assertThatThrownBy(cloud::queues).hasMessageContaining("Add QUEUES");
        assertThatThrownBy(cloud::sns).hasMessageContaining("Add TOPICS");
        assertThatThrownBy(() -> TestCloud.of(String.class)).hasMessageContaining("@CloudTest");
    }

    private EngineExecutionResults run(Class<?> testClass) {
        String backend = System.setProperty("spillway.backend", "embedded");
        String report = System.setProperty("spillway.backend.report", reports.toString());
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(testClass))
                    .execute();
        } finally {
            restore("spillway.backend", backend);
            restore("spillway.backend.report", report);
        }
    }

    private static void restore(String name, String value) {
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }
}
