package dev.spillway.load.micro;

import dev.spillway.load.traffic.SampleBodies;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A parcel from webhooks of 800 bytes to the text of a message, and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PackingBenchmark {

    /** Webhooks in the parcel. */
    @Param({"1", "30", "300"})
    public int webhooks;

    private Parcel parcel = parcel(1);
    private String message = "";

    /** Makes the parcel. */
    @Setup
    public void fill() {
        parcel = parcel(webhooks);
        message = ParcelCodec.encode(parcel);
    }

    private static Parcel parcel(int webhooks) {
        SampleBodies bodies = new SampleBodies(800, new SplittableRandom(1));
        UUID source = Ids.next();
        List<Webhook> all = new ArrayList<>();
        for (int i = 0; i < webhooks; i++) {
            all.add(webhook(source, bodies.next()));
        }
        return new Parcel(Ids.next(), Ids.next(), all);
    }

    private static Webhook webhook(UUID source, byte[] body) {
        UUID id = Ids.next();
        return new Webhook(
                id,
                source,
                "stripe",
                Ids.madeAt(id),
                "POST",
                "",
                "",
                List.of(
                        new Header("Content-Type", "application/json; charset=utf-8"),
                        new Header("Stripe-Signature", "t=1790000000,v1=" + "0".repeat(64)),
                        new Header("User-Agent", "Stripe/1.0")),
                body,
                "evt_" + id,
                Verification.VERIFIED,
                false);
    }

    @Benchmark
    public String encode() {
        return ParcelCodec.encode(parcel);
    }

    @Benchmark
    public Parcel decode() {
        return ParcelCodec.decode(message);
    }
}
