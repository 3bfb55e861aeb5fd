package dev.spillway.worker.restore;

import dev.spillway.worker.archive.Archive;
import dev.spillway.worker.archive.ArchivePlace;
import dev.spillway.worker.archive.ArchiveProperties;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/**
 * {@code java -jar analytics-worker.jar replay --from-archive …}: restores webhooks, and says what
 * came of it. Drains nothing, publishes nothing and keeps no house meanwhile.
 */
public final class RestoreCommand {

    /** The first argument that asks for it. */
    public static final String NAME = "replay";

    /** All that was asked for is in the database. */
    static final int DONE = 0;

    /** It could not run, or not to its end. */
    static final int FAILED = 1;

    /** It ran to its end, and the database lacks some of it. */
    static final int INCOMPLETE = 2;

    /** What went wrong is said once, and by us; nobody asks a command for its health. */
    private static final Map<String, Object> QUIET =
            Map.of(
                    "logging.level.root", "warn",
                    "logging.level.org.springframework.boot", "off",
                    "management.endpoint.health.validate-group-membership", "false");

    private final Class<?> application;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param application what the worker's own parts are wired in
     */
    RestoreCommand(Class<?> application, PrintStream out, PrintStream err) {
        this.application = application;
        this.out = out;
        this.err = err;
    }

    public static boolean asked(String... arguments) {
        return arguments.length > 0 && arguments[0].equals(NAME);
    }

    /** Restores and returns the exit code. */
    public static int run(Class<?> application, String... arguments) {
        List<String> words = List.of(arguments).subList(1, arguments.length);
        return new RestoreCommand(application, System.out, System.err).restore(words);
    }

    /**
     * Restores.
     *
     * @param settings of the application, beside those of its environment
     */
    int restore(List<String> words, String... settings) {
        RestoreOptions options;
        try {
            options = RestoreOptions.parse(words);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return FAILED;
        }
        try (ConfigurableApplicationContext context = start(settings);
                Archive archive = options.place().open(access(context))) {
            return restore(options, archive, context.getBean(RestoreTools.class));
        } catch (RuntimeException e) {
            err.println("The replay failed: " + reason(e));
            return FAILED;
        }
    }

    private int restore(RestoreOptions options, Archive archive, RestoreTools tools) {
        Restore restore =
                new Restore(options, archive, tools, report -> err.println(report.asProgress()));
        try (StopSignal _ = StopSignal.to(restore::stop)) {
            run(restore);
            RestoreReport report = restore.report();
            out.println(options.json() ? report.asJson() : report.asText().strip());
            if (!report.finished()) {
                return FAILED;
            }
            return report.complete() ? DONE : INCOMPLETE;
        }
    }

    private void run(Restore restore) {
        try {
            restore.run();
        } catch (RuntimeException e) {
            err.println("The replay failed: " + reason(e));
        }
    }

    private ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(QUIET)
                .run(settings);
    }

    private static ArchivePlace.Access access(ConfigurableApplicationContext context) {
        return new ArchivePlace.Access(
                context.getBean(AwsCredentialsProvider.class),
                context.getBean(AwsRegionProvider.class),
                context.getBean(ArchiveProperties.class).endpoint());
    }

    private static String reason(RuntimeException failure) {
        return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
    }
}
