package dev.spillway.launcher.command;

import dev.spillway.launcher.demo.DemoTenant;
import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.Ports;
import dev.spillway.launcher.home.Secrets;
import dev.spillway.launcher.process.Services;
import java.time.Duration;
import java.util.Optional;

/** What a person needs to know once all is healthy. */
final class Announcement {

    private Announcement() {}

    static void print(
            Home home, Ports ports, Secrets secrets, Optional<DemoTenant> demo, Duration took) {
        System.out.printf("%nSpillway is up after %.1f seconds.%n%n", took.toMillis() / 1000.0);
        System.out.println("  Dashboard   " + Services.url(ports.app()));
        demo.ifPresent(tenant ->
                System.out.printf(
                        "              log in as %s with %s%n", tenant.email(), tenant.password()));
        System.out.println("  Ops API     " + Services.url(ports.ops()) + "/ops/v1");
        System.out.println("              Authorization: Bearer " + secrets.opsToken());
        System.out.println(
                "  SQS, SNS    " + Services.url(ports.sqs()) + ", " + Services.url(ports.sns()));
        System.out.println("  Data, logs  " + home.folder());
        demo.ifPresent(tenant -> sources(tenant, ports));
        System.out.println();
    }

    private static void sources(DemoTenant tenant, Ports ports) {
        System.out.println();
        System.out.println(
                "  The demo tenant's ingest URLs, to which a minute of signed webhooks is sent now:");
        for (DemoTenant.DemoSource source : tenant.sources()) {
            System.out.printf("    %-9s %s%n", source.name(), url(source, ports));
        }
        tenant.sources().stream()
                .filter(source -> source.provider().equals("shopify"))
                .findFirst()
                .ifPresent(source -> System.out.print(curl(source, ports)));
    }

    /** Shopify signs the plain body, which a shell can do too. */
    private static String curl(DemoTenant.DemoSource source, Ports ports) {
        return """

          Send one yourself, signed as Shopify does:
            body='{"id":1,"total_price":"19.90","currency":"EUR","email":"you@mail.example"}'
            curl -i %s -H 'Content-Type: application/json' -H 'X-Shopify-Topic: orders/create' \\
              -H "X-Shopify-Hmac-SHA256: $(printf %%s "$body" | openssl dgst -sha256 -hmac '%s' -binary | base64)" -d "$body"
        """
                .formatted(url(source, ports), source.signing().get("secret"));
    }

    private static String url(DemoTenant.DemoSource source, Ports ports) {
        return Services.url(ports.ingestion()) + "/in/" + source.ingestKey();
    }
}
