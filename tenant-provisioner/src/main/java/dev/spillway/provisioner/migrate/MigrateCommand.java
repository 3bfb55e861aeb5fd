package dev.spillway.provisioner.migrate;

import dev.spillway.platform.schema.SchemaMigration;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * {@code java -jar tenant-provisioner.jar migrate}: brings the schema up to date as its owner and
 * says so in one line, or says in one line what was wrong. Starts no server and needs none of the
 * service's own configuration. May run again, and several times at once.
 */
public final class MigrateCommand {

    /** The first argument that asks for it. */
    public static final String NAME = "migrate";

    private static final int DONE = 0;
    private static final int FAILED = 1;

    /** What went wrong is said once, and by us. */
    private static final Map<String, Object> QUIET =
            Map.of(
                    "logging.level.root", "warn",
                    "logging.level.org.springframework.boot.SpringApplication", "off");

    private final PrintStream out;
    private final PrintStream err;

    MigrateCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Whether the command line asks for a migration rather than for the service. */
    public static boolean asked(String... arguments) {
        return Arrays.asList(arguments).contains(NAME);
    }

    /** Migrates and returns the exit code. */
    public static int run(String... arguments) {
        return new MigrateCommand(System.out, System.err).migrate(arguments);
    }

    int migrate(String... arguments) {
        try (ConfigurableApplicationContext context = start(arguments)) {
            MigrationSettings settings =
                    MigrationSettings.bind(Binder.get(context.getEnvironment()));
            int migrations = migrate(settings);
            out.println(
                    migrations == 0
                            ? "The schema is up to date; users, grants and keys are set."
                            : "The schema is up to date: " + migrations + " migrations ran.");
            return DONE;
        } catch (Exception e) {
            err.println("The migration failed: " + Reason.of(e));
            return FAILED;
        }
    }

    /** Migrates and returns how many migrations ran. */
    static int migrate(MigrationSettings settings) throws SQLException {
        DriverManagerDataSource owner =
                new DriverManagerDataSource(settings.url(), settings.user(), settings.password());
        return new SchemaMigration(owner).run(settings.passwords(), settings.binding());
    }

    /** Only for the configuration: files, environment and arguments in Boot's order. */
    private static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication application =
                new SpringApplicationBuilder(Nothing.class)
                        .web(WebApplicationType.NONE)
                        .bannerMode(Banner.Mode.OFF)
                        .logStartupInfo(false)
                        .registerShutdownHook(false)
                        .properties(QUIET)
                        .build();
        application.setKeepAlive(false);
        return application.run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
