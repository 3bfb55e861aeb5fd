package dev.spillway.ingestion.pack;

import dev.spillway.ingestion.lane.Lane;

/**
 * A packer for each lane, with a backlog, sends and a bound of its own: what waits for one lane
 * takes nothing from the other. Thread-safe.
 */
public final class Packers implements AutoCloseable {

    private final Packer main;
    private final Packer overflow;

    Packers(Packer main, Packer overflow) {
        this.main = main;
        this.overflow = overflow;
    }

    public Packer of(Lane lane) {
        return switch (lane) {
            case MAIN -> main;
            case OVERFLOW -> overflow;
        };
    }

    @Override
    public void close() {
        main.close();
        overflow.close();
    }
}
