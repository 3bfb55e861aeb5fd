package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import java.io.IOException;

/** Measures one promise, with its baseline in the same run. */
public interface Bench {

    /** As on the command line. */
    String name();

    /** One line for {@code bench list}. */
    String summary();

    /**
     * Measures, prints as it goes, and stops whatever it started.
     *
     * @throws IOException if what is measured went away
     */
    void run(BenchOptions options, Report report) throws IOException, InterruptedException;
}
