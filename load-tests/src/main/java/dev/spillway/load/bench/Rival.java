package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import java.util.Locale;

/**
 * What others acknowledged on two cores shared with the generator, with the same signed body over
 * 64 connections. For whoever reads a report to compare with, and no promise: another machine than
 * his measured it, whose echo is therefore here, too.
 */
enum Rival {
    OUTPOST(5_713, 10.7, 23, 2.8),

    /** Whose acknowledgements do not survive a kill of its Redis. */
    CONVOY(4_419, 12.6, 42, 3.3),

    SVIX(2_094, 30, 54, 8.9);

    /** What a bare Spring MVC echo made of the machine that they were measured on. */
    static final double ECHOES_PER_SECOND = 48_000;

    private static final double ECHO_CPU_SECONDS_PER_10K = 0.28;

    private final double acksPerSecond;
    private final double p50Millis;
    private final double p99Millis;
    private final double cpuSecondsPer10k;

    /**
     * @param cpuSecondsPer10k processor seconds for 10,000, its queue's included
     */
    Rival(double acksPerSecond, double p50Millis, double p99Millis, double cpuSecondsPer10k) {
        this.acksPerSecond = acksPerSecond;
        this.p50Millis = p50Millis;
        this.p99Millis = p99Millis;
        this.cpuSecondsPer10k = cpuSecondsPer10k;
    }

    static void all(Report report) {
        report.section("To be beaten, at 64 connections, where an echo made 48,000 a second");
        for (Rival rival : values()) {
            rival.into(report);
        }
    }

    /** Its shares of the echo stand beside {@code …Ratio} and {@code …CostRatio} of a phase. */
    private void into(Report report) {
        report.figure(name("AcksPerSecond"), acksPerSecond);
        report.figure(name("P50Millis"), p50Millis);
        report.figure(name("P99Millis"), p99Millis);
        report.figure(name("Ratio"), ratio());
        report.figure(name("CostRatio"), costRatio());
    }

    /** Of that machine's echo. */
    double ratio() {
        return acksPerSecond / ECHOES_PER_SECOND;
    }

    /** Processor time for an acknowledgement, in that of that machine's echo. */
    double costRatio() {
        return cpuSecondsPer10k / ECHO_CPU_SECONDS_PER_10K;
    }

    private String name(String figure) {
        return "toBeat" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT) + figure;
    }
}
