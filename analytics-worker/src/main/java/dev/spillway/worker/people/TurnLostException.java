package dev.spillway.worker.people;

import java.util.UUID;

/**
 * A tenant's people are being counted anew by somebody else, or a reservation ran out and what it
 * protected was not done. Nothing is lost; counting again later works.
 */
public final class TurnLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TurnLostException(UUID tenantId) {
        super("tenant " + tenantId + " is another's turn");
    }
}
