package dev.spillway.worker.people;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.people.RecountRequests.Request;
import dev.spillway.worker.sql.Fault;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts anew what was asked for. An hour is left alone for as long as it is asked for again and
 * again: whoever changes a whole hour's events does so in many steps. Thread-safe.
 */
final class Recounts {

    private static final Logger LOG = LoggerFactory.getLogger(Recounts.class);

    /** In one run; the next comes soon. */
    private static final int MOST = 10;

    private final RecountRequests requests;
    private final PeopleRecount recount;
    private final Duration quiet;
    private final Clock clock;

    Recounts(RecountRequests requests, PeopleRecount recount, Duration quiet, Clock clock) {
        this.requests = requests;
        this.recount = recount;
        this.quiet = quiet;
        this.clock = clock;
    }

    void run() {
        for (Request request : requests.before(Ids.firstAt(clock.instant().minus(quiet)), MOST)) {
            try {
                recount.recount(request.tenantId(), request.hour());
                requests.done(request);
            } catch (TurnLostException e) {
                LOG.debug("{}: its people are counted anew later", e.getMessage());
            } catch (RuntimeException e) {
                if (Fault.of(e) == Fault.STALL) {
                    throw e;
                }
                LOG.warn(
                        "people of tenant {} are not counted anew: {}",
                        request.tenantId(),
                        e.getClass().getName());
            }
        }
    }
}
