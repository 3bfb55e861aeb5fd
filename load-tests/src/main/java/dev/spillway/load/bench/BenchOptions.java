package dev.spillway.load.bench;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What stood behind {@code ./spillway bench NAME}.
 *
 * @param time how long each phase measures
 * @param lines connections of the generator
 * @param tenants how many tenants share the load, one phase for each number
 * @param bodyBytes of each webhook
 * @param rate webhooks a second of a bench that can be told; 0 to find out
 * @param workers processes that drain the queue
 * @param databaseMegabytes of memory for the database's pages, and of disk for its redo log
 * @param given rows that are there before something is measured; each bench knows how many where
 *     nobody says
 * @param root the checkout
 * @param home of the instance that is measured; deleted before and afterwards
 */
public record BenchOptions(
        Duration time,
        int lines,
        List<Integer> tenants,
        int bodyBytes,
        int rate,
        int workers,
        int databaseMegabytes,
        OptionalInt given,
        Path root,
        Home home,
        Ports ports) {

    /** Far from where a copy in use would be. */
    private static final int PORT_BASE = 28_080;

    /** As many as there are ports for. */
    static final int MOST_WORKERS = 4;

    /**
     * A database server has memory of its own, in which at least the claims of the present lie; the
     * embedded one's 128 MB would be measured instead of what writes to it.
     */
    private static final int DATABASE_MEGABYTES = 1024;

    private static final Map<String, String> STANDARD =
            Map.of(
                    "--seconds", "10",
                    "--connections", "256",
                    "--tenants", "1,20,100,400",
                    "--body-bytes", "800",
                    "--rate", "0",
                    "--workers", "1",
                    "--database-megabytes", String.valueOf(DATABASE_MEGABYTES),
                    "--rows", "",
                    "--port-base", String.valueOf(PORT_BASE),
                    "--home", "");

    /**
     * Reads the words behind the bench's name.
     *
     * @throws LauncherException for an option that does not exist or a value that does not fit
     */
    public static BenchOptions parse(List<String> words, Path root) {
        Map<String, String> values = new HashMap<>(STANDARD);
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            if (!STANDARD.containsKey(option) || i + 1 == words.size()) {
                throw new LauncherException(
                        "%s; a bench takes --json and, each with a value, %s."
                                .formatted(
                                        STANDARD.containsKey(option)
                                                ? option + " needs a value"
                                                : "There is no option " + option,
                                        String.join(
                                                ", ",
                                                STANDARD.keySet().stream().sorted().toList())));
            }
            values.put(option, words.get(i + 1));
        }
        return new BenchOptions(
                Duration.ofSeconds(number(values, "--seconds", 1, 3600)),
                number(values, "--connections", 1, 4096),
                tenants(text(values, "--tenants")),
                number(values, "--body-bytes", 700, 500_000),
                number(values, "--rate", 0, 1_000_000),
                number(values, "--workers", 1, MOST_WORKERS),
                number(values, "--database-megabytes", 128, 262_144),
                rows(text(values, "--rows")),
                root,
                new Home(home(text(values, "--home"), root)),
                new Ports(number(values, "--port-base", 1024, 65_535)));
    }

    /** One tenant is always among them: promises and baselines are of one. */
    private static List<Integer> tenants(String text) {
        IntStream given =
                Arrays.stream(text.split(",", -1))
                        .mapToInt(number -> number("--tenants", number, 1, 1000));
        return IntStream.concat(IntStream.of(1), given).distinct().boxed().toList();
    }

    private static OptionalInt rows(String text) {
        return text.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(number("--rows", text, 0, 100_000_000));
    }

    private static Path home(String text, Path root) {
        return text.isEmpty() ? root.resolve("load-tests/target/bench") : Path.of(text);
    }

    private static String text(Map<String, String> values, String option) {
        return values.getOrDefault(option, "");
    }

    private static int number(Map<String, String> values, String option, int least, int most) {
        return number(option, text(values, option), least, most);
    }

    private static int number(String option, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new LauncherException(
                "%s takes numbers from %d to %d, not %s.".formatted(option, least, most, text));
    }

    /** As given, or else so many. */
    public int rows(int standard) {
        return given.orElse(standard);
    }

    /** The largest number of tenants of any phase. */
    public int mostTenants() {
        return tenants.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }
}
