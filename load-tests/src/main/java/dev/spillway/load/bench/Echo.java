package dev.spillway.load.bench;

import dev.spillway.load.echo.EchoProcess;
import dev.spillway.load.stand.ProcessorTime;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.load.traffic.Tally;
import dev.spillway.load.traffic.Traffic;
import dev.spillway.platform.signature.Signer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The baseline: a bare Spring MVC echo under the same JVM options, by the same generator. */
final class Echo {

    private final Stand stand;
    private final BenchOptions options;
    private final Target target;

    private Echo(Stand stand, BenchOptions options, Target target) {
        this.stand = stand;
        this.options = options;
        this.target = target;
    }

    /**
     * Starts it beside what runs already.
     *
     * @param signer the door's sender: what is sent to both is the same, to the last header
     */
    static Echo start(Stand stand, BenchOptions options, Signer signer)
            throws InterruptedException {
        stand.add(EchoProcess.service(stand.ports()));
        return new Echo(stand, options, new Target(EchoProcess.url(stand.ports()), signer));
    }

    /** What a blast came to, and the processor seconds that it took the echo. */
    record Blast(Tally tally, double seconds) {

        double secondsPerTenThousand() {
            return seconds * 10_000 / Math.max(1.0, (double) tally.accepted());
        }
    }

    /** By the closed model, for that long. */
    Blast blast(Duration time) throws IOException {
        ProcessorTime processor = ProcessorTime.since(stand.process(EchoProcess.NAME));
        URI url = target.url();
        try (Traffic traffic =
                new Traffic(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()),
                        options.lines())) {
            Tally tally =
                    traffic.run(
                            new SignedWebhooks(List.of(target), options.bodyBytes()),
                            Pace.closed(),
                            time);
            return new Blast(tally, processor.seconds());
        }
    }
}
