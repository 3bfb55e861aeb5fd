package dev.spillway.ingestion.receive;

import dev.spillway.ingestion.connection.Deadlines;
import dev.spillway.ingestion.connection.DoorProtocol;
import dev.spillway.ingestion.connection.Draining;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** What of Tomcat no property says. */
final class TomcatCustomizer implements WebServerFactoryCustomizer<TomcatWebServerFactory> {

    /** Some 85 KB each, at worst 115. */
    private static final int KEPT_PROCESSORS = 1_000;

    private static final int WRITE_BUFFER = 2 * 1024;
    private static final int ANSWER_HEADERS = 4 * 1024;

    private final Deadlines deadlines;
    private final Draining draining;
    private final DoorMeters meters;

    TomcatCustomizer(Deadlines deadlines, Draining draining, DoorMeters meters) {
        this.deadlines = deadlines;
        this.draining = draining;
        this.meters = meters;
    }

    @Override
    public void customize(TomcatWebServerFactory tomcat) {
        tomcat.setProtocol(DoorProtocol.class.getName());
        tomcat.addContextCustomizers(this::reportProblems, TomcatCustomizer::keepNoSessions);
        tomcat.addConnectorCustomizers(
                TomcatCustomizer::takeRequestsAsTheyCome,
                TomcatCustomizer::keepForTheNext,
                this::boundTime);
    }

    /** By its name too, so that the host does not make one of its own. */
    private void reportProblems(Context context) {
        if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ProblemReportValve.class.getName());
            host.getPipeline().addValve(new ProblemReportValve(meters));
        }
    }

    /** Nor look for one in each request's cookies. */
    private static void keepNoSessions(Context context) {
        context.setCookies(false);
    }

    private static void takeRequestsAsTheyCome(Connector connector) {
        // A vendor may post to a path with an escaped slash; the door never opens a file by it.
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            // "100 Continue" only once the body is wanted: what is refused by its length is not
            // sent.
            http.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
            http.setUseKeepAliveResponseHeader(false);
        }
    }

    /**
     * What reads a request is kept for the next: a thousand slow senders who come back again and
     * again would have it made anew each time, and the collector stops the door for that. More are
     * not kept, for they hold the heap until a restart. An answer's first bytes are few.
     */
    private static void keepForTheNext(Connector connector) {
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setProcessorCache(KEPT_PROCESSORS);
            http.setProperty("socket.appWriteBufSize", Integer.toString(WRITE_BUFFER));
            http.setMaxHttpResponseHeaderSize(ANSWER_HEADERS);
        }
    }

    private void boundTime(Connector connector) {
        if (connector.getProtocolHandler() instanceof DoorProtocol door) {
            door.limit(deadlines);
            draining.add(door);
        }
    }
}
