package dev.spillway.provisioner.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.junit.TestDatabase;
import dev.spillway.platform.schema.DatabaseAccount;
import dev.spillway.provisioner.kit.Schema;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrateCommandIT {

    @Nested
    @CloudTest(parts = Part.DATABASE)
    class OneAfterAnother {

        @Test
        void theSecondTimeThereIsNothingToDo(TestCloud cloud) {
            Run first = Run.of(arguments(cloud.database()));
            Run second = Run.of(arguments(cloud.database()));

            assertThat(first.code()).isZero();
            assertThat(first.out()).matches("The schema is up to date: \\d+ migrations ran\\.\\R");
            assertThat(second)
                    .isEqualTo(
                            new Run(
                                    0,
                                    "The schema is up to date; users, grants and keys are set."
                                            + System.lineSeparator(),
                                    ""));
        }
    }

    @Nested
    @CloudTest(parts = Part.DATABASE)
    class AtOnce {

        @Test
        void severalMigrateAsOneWould(TestCloud cloud) throws Exception {
            MigrationSettings settings =
                    MigrationSettings.bind(
                            new Binder(
                                    ConfigurationPropertySources.from(
                                            new SimpleCommandLinePropertySource(
                                                    arguments(cloud.database())))));
            List<Integer> migrations = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(4)) {
                List<Future<Integer>> runs = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    runs.add(threads.submit(() -> MigrateCommand.migrate(settings)));
                }
                for (Future<Integer> run : runs) {
                    migrations.add(run.get());
                }
            }

            // They share the work: Flyway locks each migration, not all of them.
            assertThat(migrations.stream().mapToLong(Integer::longValue).sum())
                    .isEqualTo(count(cloud, "version IS NOT NULL AND success"))
                    .isEqualTo(count(cloud, "version IS NOT NULL"));
        }

        private static long count(TestCloud cloud, String condition) {
            return JdbcClient.create(Schema.owner(cloud.database()))
                    .sql("SELECT COUNT(*) FROM flyway_schema_history WHERE " + condition)
                    .query(Long.class)
                    .single();
        }
    }

    @Nested
    @CloudTest(parts = Part.DATABASE)
    class Grants {

        @ParameterizedTest
        @ValueSource(strings = {"webhook", "event", "user_account", "api_key", "app_webhook"})
        void opsCannotReadWhatTenantsReceiveOrWhoLogsIn(String table, TestCloud cloud) {
            Run.of(arguments(cloud.database()));
            JdbcClient ops = JdbcClient.create(Schema.as(DatabaseAccount.OPS, cloud.database()));

            assertThatExceptionOfType(BadSqlGrammarException.class)
                    .isThrownBy(() -> ops.sql("SELECT 1 FROM " + table).query().listOfRows())
                    .havingCause()
                    .isInstanceOf(SQLException.class)
                    .withMessageContaining("denied");
            assertThat(ops.sql("SELECT 1 FROM tenant").query().listOfRows()).isEmpty();
        }
    }

    @Nested
    @CloudTest(parts = Part.DATABASE)
    class Mistakes {

        @Test
        void everySettingThatIsMissingIsNamed() {
            assertThat(Run.of("migrate"))
                    .isEqualTo(
                            new Run(
                                    1,
                                    "",
                                    "The migration failed: please set spillway.migration.url,"
                                            + " spillway.migration.user, spillway.migration.password,"
                                            + " spillway.accounts.ingest, spillway.accounts.worker,"
                                            + " spillway.accounts.app, spillway.accounts.identity,"
                                            + " spillway.accounts.ops, spillway.tenancy.binding-key"
                                            + System.lineSeparator()));
        }

        @Test
        void aKeyThatIsNoneIsOneLineWithoutTheKey(TestCloud cloud) {
            Run run =
                    Run.of(
                            with(
                                    arguments(cloud.database()),
                                    "spillway.tenancy.binding-key",
                                    "short"));

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith(
                            "The migration failed: spillway.tenancy.binding-key must be 32 bytes")
                    .hasLineCount(1);
        }

        @Test
        void aWrongPasswordIsOneLine(TestCloud cloud) {
            Run run =
                    Run.of(
                            with(
                                    arguments(cloud.database()),
                                    "spillway.migration.password",
                                    "wrong"));

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .startsWith("The migration failed: ")
                    .contains("denied")
                    .hasLineCount(1);
        }

        @Test
        void aDatabaseThatDoesNotAnswerIsOneLine(TestCloud cloud) {
            Run run =
                    Run.of(
                            with(
                                    arguments(cloud.database()),
                                    "spillway.migration.url",
                                    "jdbc:mysql://localhost:1/spillway"));

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).startsWith("The migration failed: ").hasLineCount(1);
        }
    }

    private record Run(int code, String out, String err) {

        static Run of(String... arguments) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int code = new MigrateCommand(print(out), print(err)).migrate(arguments);
            return new Run(
                    code,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        }

        private static PrintStream print(ByteArrayOutputStream bytes) {
            return new PrintStream(bytes, true, StandardCharsets.UTF_8);
        }
    }

    private static String[] arguments(TestDatabase database) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "migrate",
                                "--spillway.migration.url=" + database.jdbcUrl(),
                                "--spillway.migration.user=" + database.owner(),
                                "--spillway.migration.password=" + database.ownerPassword(),
                                "--spillway.tenancy.binding-key=" + Schema.BINDING_KEY));
        for (DatabaseAccount account : DatabaseAccount.values()) {
            arguments.add(
                    "--spillway.accounts.%s=%s"
                            .formatted(
                                    account.name().toLowerCase(Locale.ROOT),
                                    Schema.password(account)));
        }
        return arguments.toArray(String[]::new);
    }

    private static String[] with(String[] arguments, String name, String value) {
        return Arrays.stream(arguments)
                .map(argument ->
                        argument.startsWith("--" + name + "=")
                                ? "--" + name + "=" + value
                                : argument)
                .toArray(String[]::new);
    }
}
