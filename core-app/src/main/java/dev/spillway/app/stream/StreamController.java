package dev.spillway.app.stream;

import dev.spillway.app.access.Authenticator;
import dev.spillway.app.caller.Caller;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stream keeps its request's thread, which is a virtual one: caller and tenant stay bound, and
 * what ends the request ends the stream.
 */
@RestController
@Tag(name = "Dashboard")
class StreamController {

    private static final Logger log = LoggerFactory.getLogger(StreamController.class);

    private final Feeds feeds;
    private final Authenticator authenticator;
    private final StreamProperties properties;
    private final JsonMapper json;
    private final Clock clock;

    StreamController(
            Feeds feeds,
            Authenticator authenticator,
            StreamProperties properties,
            JsonMapper json,
            Clock clock) {
        this.feeds = feeds;
        this.authenticator = authenticator;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(path = "/api/v1/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "The dashboard, live, as Server-Sent Events",
            description =
                    "`snapshot` with everything, then `delta` with the parts that changed, `end` when the"
                            + " session or the key is over; comments in between.")
    void stream(HttpServletRequest request, HttpServletResponse response) {
        Caller caller = Caller.current();
        try (Feeds.Subscription subscription = feeds.watch(caller.tenantId())) {
            show(subscription, caller, request, EventStream.begin(response, json));
        } catch (IOException e) {
            log.debug("a viewer left", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Watches nothing: of who is sent no body it would never be known that he left. */
    @RequestMapping(
            path = "/api/v1/stream",
            method = RequestMethod.HEAD,
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Hidden
    void head(HttpServletResponse response) throws IOException {
        EventStream.begin(response, json);
    }

    private void show(
            Feeds.Subscription subscription,
            Caller caller,
            HttpServletRequest request,
            EventStream out)
            throws IOException, InterruptedException {
        Instant lastSign = clock.instant();
        Instant lastCheck = lastSign;
        while (!subscription.hasEnded()) {
            boolean fresh = subscription.isFresh();
            Optional<Map<String, Object>> change = subscription.next(properties.sessionCheck());
            Instant now = clock.instant();
            if (change.isPresent()) {
                out.event(fresh ? "snapshot" : "delta", change.get());
                lastSign = now;
            } else if (isPast(lastSign, properties.heartbeat(), now)) {
                out.heartbeat();
                lastSign = now;
            }
            if (isPast(lastCheck, properties.sessionCheck(), now)) {
                lastCheck = now;
                if (!isStill(caller, request)) {
                    out.event("end", Map.of("reason", "session"));
                    return;
                }
            }
        }
    }

    private static boolean isPast(Instant since, Duration duration, Instant now) {
        return !now.isBefore(since.plus(duration));
    }

    /** Logged out, expired, revoked or at work for another tenant: then it is not the same. */
    private boolean isStill(Caller caller, HttpServletRequest request) {
        try {
            return authenticator
                    .caller(request)
                    .filter(now -> now.tenantId().equals(caller.tenantId()))
                    .isPresent();
        } catch (DataAccessException e) {
            log.debug("whether a viewer is still logged in is not known", e);
            return true;
        }
    }
}
