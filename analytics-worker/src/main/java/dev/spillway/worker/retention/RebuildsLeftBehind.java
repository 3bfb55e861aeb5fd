package dev.spillway.worker.retention;

import dev.spillway.worker.rollup.RollupRebuild;
import java.util.Set;

/** What rebuilds left whose job was cancelled, or failed, before the hour was done. */
final class RebuildsLeftBehind implements Chore {

    private final RollupRebuild rebuild;

    RebuildsLeftBehind(RollupRebuild rebuild) {
        this.rebuild = rebuild;
    }

    @Override
    public String name() {
        return "rebuild";
    }

    @Override
    public Set<String> tables() {
        return Set.of("event_rollup", "rollup_generation");
    }

    @Override
    public long step() {
        return rebuild.tidy() ? 1 : 0;
    }
}
