package dev.spillway.load.bench;

import dev.spillway.load.micro.PackingBenchmark;
import dev.spillway.load.micro.SignatureBenchmark;
import dev.spillway.load.report.Report;
import java.io.IOException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Microseconds of single steps, by JMH: signature checks beside the cheapest of them, and packing
 * and unpacking parcels.
 */
final class MicroBench implements Bench {

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public String summary() {
        return "microseconds of a signature check and of packing a parcel (JMH)";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException {
        try {
            for (RunResult result : results(options)) {
                report.figure(name(result), result.getPrimaryResult().getScore());
            }
        } catch (RunnerException e) {
            throw new IOException("JMH broke off: " + e.getMessage(), e);
        }
    }

    private static Collection<RunResult> results(BenchOptions options) throws RunnerException {
        TimeValue time = TimeValue.seconds(Math.max(1, options.time().toSeconds() / 5));
        return new Runner(
                        new OptionsBuilder()
                                .include(SignatureBenchmark.class.getSimpleName())
                                .include(PackingBenchmark.class.getSimpleName())
                                .forks(1)
                                .warmupIterations(3)
                                .warmupTime(time)
                                .measurementIterations(3)
                                .measurementTime(time)
                                .verbosity(VerboseMode.SILENT)
                                .shouldFailOnError(true)
                                .build())
                .run();
    }

    /** Such as {@code check.stripeMicros}. */
    private static String name(RunResult result) {
        String parameters =
                result.getParams().getParamsKeys().stream()
                        .map(key -> result.getParams().getParam(key))
                        .collect(Collectors.joining("."));
        String method = result.getParams().getBenchmark().replaceAll(".*\\.", "");
        return method + "." + parameters + "Micros";
    }
}
