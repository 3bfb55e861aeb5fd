package dev.spillway.launcher.demo;

import java.util.List;
import java.util.Map;

/**
 * The tenant that a fresh copy is shown with; kept in its home.
 *
 * @param apiKey may read
 * @param sources one per vendor
 */
public record DemoTenant(
        String tenantId, String email, String password, String apiKey, List<DemoSource> sources) {

    public static final String FILE = "demo.json";

    /**
     * One of its endpoints.
     *
     * @param signing what the vendor would sign with, by the names of the preset
     */
    public record DemoSource(
            String id,
            String name,
            String provider,
            String ingestKey,
            Map<String, String> signing) {}

    @Override
    public String toString() {
        return "DemoTenant[" + tenantId + "]";
    }
}
