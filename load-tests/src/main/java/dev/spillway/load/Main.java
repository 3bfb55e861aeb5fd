package dev.spillway.load;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.load.bench.Bench;
import dev.spillway.load.bench.BenchOptions;
import dev.spillway.load.bench.Benches;
import dev.spillway.load.report.Report;
import dev.spillway.load.stand.OwnHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code bench NAME} and {@code bench list}. Exit code 0 when everything the bench promises held, 1
 * otherwise.
 */
public final class Main {

    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        try {
            System.exit(run(new ArrayList<>(List.of(words))));
        } catch (LauncherException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (IOException e) {
            System.err.println("The bench broke off: " + e);
            System.exit(1);
        }
    }

    private static int run(List<String> words) throws IOException, InterruptedException {
        boolean json = words.remove("--json");
        String name = words.size() < 2 ? "list" : words.get(1);
        if (name.equals("list")) {
            list();
            return 0;
        }
        Bench bench =
                Benches.find(name)
                        .orElseThrow(() ->
                                new LauncherException(
                                        "There is no bench "
                                                + name
                                                + "; ./spillway bench list names them."));
        Path root = Path.of(System.getProperty("spillway.root", "."));
        BenchOptions options = BenchOptions.parse(words.subList(2, words.size()), root);
        return run(bench, options, json);
    }

    private static int run(Bench bench, BenchOptions options, boolean json)
            throws IOException, InterruptedException {
        Report report = new Report(bench.name());
        bench.run(options, report);
        OwnHome.delete(options.home());
        if (json) {
            System.out.println(report.json());
        }
        return report.ok() ? 0 : 1;
    }

    private static void list() {
        for (Bench bench : Benches.all()) {
            System.out.printf("  %-10s %s%n", bench.name(), bench.summary());
        }
    }
}
