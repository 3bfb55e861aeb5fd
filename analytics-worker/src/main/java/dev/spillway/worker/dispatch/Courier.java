package dev.spillway.worker.dispatch;

import dev.spillway.platform.destination.DestinationUrl;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts a message to where a tenant wants it, and to nowhere else: no redirect is followed, no
 * proxy asked, no cookie kept, no connection used twice, and of the answer nothing is read but its
 * status and its headers, of which there may be 100 in lines of 8 KiB: that is the client's own
 * bound. An attempt ends at its deadline, however slowly the other side goes on. Thread-safe.
 */
final class Courier implements AutoCloseable {

    private static final String AGENT = "Spillway";
    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int MANY = 1_000;

    private final CloseableHttpClient client;
    private final Duration timeout;
    private final boolean allowLoopback;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("dispatch-deadline").factory());

    /**
     * @param names how names are looked up; what comes back is looked at all the same
     */
    Courier(DnsResolver names, Duration timeout, boolean allowLoopback) {
        this.timeout = timeout;
        this.allowLoopback = allowLoopback;
        this.client = client(new GuardedResolver(names, allowLoopback), timeout);
    }

    private static CloseableHttpClient client(GuardedResolver resolver, Duration timeout) {
        Timeout each = Timeout.of(timeout);
        return HttpClients.custom()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setDnsResolver(resolver)
                                .setMaxConnTotal(MANY)
                                .setMaxConnPerRoute(MANY)
                                .setDefaultConnectionConfig(
                                        ConnectionConfig.custom()
                                                .setConnectTimeout(each)
                                                .setSocketTimeout(each)
                                                .build())
                                .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setResponseTimeout(each)
                                .setConnectionRequestTimeout(each)
                                .build())
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setUserAgent(AGENT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** One attempt. Throws nothing. */
    Outcome post(String url, Map<String, String> headers, byte[] body) {
        HttpPost post;
        try {
            post = new HttpPost(DestinationUrl.parse(url, allowLoopback).uri());
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed("url_invalid");
        }
        headers.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        Future<?> deadline =
                deadlines.schedule(post::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return outcome(send(post));
        } catch (IOException | RuntimeException e) {
            return new Outcome.Failed(post.isCancelled() ? "timeout" : error(e));
        } finally {
            deadline.cancel(false);
        }
    }

    /**
     * The answer's status. Cancelling drops the connection with the rest of the answer; closing the
     * answer would read it to its end, if it has one.
     */
    private int send(HttpPost post) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, post, null);
        int status = response.getCode();
        post.cancel();
        return status;
    }

    private static Outcome outcome(int status) {
        return status >= OK && status < REDIRECTION
                ? new Outcome.Delivered()
                : new Outcome.Failed(isStatus(status) ? "http_" + status : "http_invalid");
    }

    /** The reason is a metric's tag, and the server writes what it likes. */
    private static boolean isStatus(int status) {
        return status >= 100 && status <= 599;
    }

    private static String error(Exception failure) {
        return switch (failure) {
            case GuardedResolver.ForbiddenAddressException _ -> "address_forbidden";
            case UnknownHostException _ -> "name_unknown";
            case SSLException _ -> "tls_failed";
            case SocketTimeoutException _ -> "timeout";
            case MessageConstraintException _ -> "answer_too_long";
            default -> "connection_failed";
        };
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
