package dev.spillway.load.bench;

import java.util.List;
import java.util.Optional;

/** All benches. */
public final class Benches {

    private static final List<Bench> ALL =
            List.of(
                    new AckBench(),
                    new LatencyBench(),
                    new FloodBench(),
                    new CostBench(),
                    new StartBench(),
                    new MicroBench(),
                    new DrainBench(),
                    new VisibleBench(),
                    new NeighbourBench(),
                    new ExpireBench(),
                    new SoakBench());

    private Benches() {}

    public static List<Bench> all() {
        return ALL;
    }

    public static Optional<Bench> find(String name) {
        return ALL.stream().filter(bench -> bench.name().equals(name)).findFirst();
    }
}
