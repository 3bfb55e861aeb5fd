package dev.spillway.launcher.demo;

import dev.spillway.launcher.demo.DemoTenant.DemoSource;
import dev.spillway.launcher.demo.DemoVendors.Vendor;
import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.Ports;
import dev.spillway.launcher.home.Secrets;
import dev.spillway.launcher.process.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Onboards the demo tenant as ops and its admin would, over the public APIs. */
public final class Demo {

    private static final String EMAIL = "ana@demo.example";

    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final Calls calls = new Calls();

    public Demo(Home home, Ports ports, Secrets secrets) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
    }

    /** The demo tenant of this home; onboarded now if there is none yet. */
    public DemoTenant onboard() throws InterruptedException {
        Optional<DemoTenant> known = home.read(DemoTenant.FILE, DemoTenant.class);
        if (known.isPresent()) {
            return known.get();
        }
        System.out.println("Onboarding the demo tenant …");
        List<Vendor> vendors = DemoVendors.create();
        JsonNode answer = createTenant(vendors);
        String password = Secrets.random(12);
        calls.post(
                api("/invitations/accept"),
                Map.of(),
                Map.of(
                        "token",
                        answer.at("/invitation/token").asString(),
                        "name",
                        "Ana Demo",
                        "password",
                        password));
        DemoTenant tenant =
                new DemoTenant(
                        answer.at("/tenant/id").asString(),
                        EMAIL,
                        password,
                        createApiKey(password),
                        sources(answer, vendors));
        home.write(DemoTenant.FILE, tenant);
        return tenant;
    }

    private JsonNode createTenant(List<Vendor> vendors) throws InterruptedException {
        List<Map<String, Object>> sources = new ArrayList<>();
        for (Vendor vendor : vendors) {
            sources.add(
                    Map.of(
                            "name",
                            vendor.name(),
                            "provider",
                            vendor.provider(),
                            "mode",
                            "enforce",
                            "credentials",
                            vendor.credentials()));
        }
        return calls.post(
                        Services.url(ports.ops()) + "/ops/v1/tenants",
                        Map.of("Authorization", "Bearer " + secrets.opsToken()),
                        Map.of(
                                "name", "Demo Outfitters",
                                "slug", "demo",
                                "plan", "scale",
                                "admin", Map.of("email", EMAIL, "name", "Ana Demo"),
                                "sources", sources))
                .body();
    }

    private String createApiKey(String password) throws InterruptedException {
        Calls.Answer session =
                calls.post(api("/session"), Map.of(), Map.of("email", EMAIL, "password", password));
        String cookie =
                session.response()
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow()
                        .split(";", 2)[0];
        return calls.post(
                        api("/api-keys"),
                        Map.of(
                                "Cookie",
                                cookie,
                                "X-CSRF-TOKEN",
                                session.body().at("/csrfToken").asString()),
                        Map.of(
                                "name",
                                "Demo",
                                "scopes",
                                List.of("read", "replay", "sources", "admin")))
                .body()
                .at("/key")
                .asString();
    }

    private static List<DemoSource> sources(JsonNode answer, List<Vendor> vendors) {
        List<DemoSource> sources = new ArrayList<>();
        for (int i = 0; i < vendors.size(); i++) {
            JsonNode source = answer.at("/sources/" + i);
            sources.add(
                    new DemoSource(
                            source.at("/id").asString(),
                            vendors.get(i).name(),
                            vendors.get(i).provider(),
                            source.at("/ingestKey").asString(),
                            vendors.get(i).signing()));
        }
        return sources;
    }

    private String api(String path) {
        return Services.url(ports.app()) + "/api/v1" + path;
    }

    /** Sends a minute of webhooks without holding anybody up. */
    public static void sendInBackground(DemoTenant tenant, Ports ports) {
        Thread.ofVirtual()
                .name("demo")
                .start(() -> new DemoTraffic(tenant, Services.url(ports.ingestion())).send());
    }
}
