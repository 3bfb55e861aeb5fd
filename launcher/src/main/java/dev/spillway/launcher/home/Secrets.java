package dev.spillway.launcher.home;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys and passwords of one copy, made at its first start and kept in its home.
 *
 * @param wrappingKey wraps tenants' keys; without it their credentials are lost
 * @param bindingKey signs tenant bindings
 * @param opsToken bearer token of the ops API
 * @param passwords of the database users, by the last part of their name
 */
public record Secrets(
        String wrappingKey, String bindingKey, String opsToken, Map<String, String> passwords) {

    public static final String FILE = "secrets.json";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Those of the home; made now if it has none. */
    public static Secrets of(Home home) {
        return home.read(FILE, Secrets.class).orElseGet(() -> created(home));
    }

    private static Secrets created(Home home) {
        Secrets secrets =
                new Secrets(
                        key(),
                        key(),
                        "ops_" + random(24),
                        Stream.of("ingest", "worker", "app", "identity", "ops")
                                .collect(
                                        Collectors.toMap(
                                                account -> account, account -> random(18))));
        home.write(FILE, secrets);
        return secrets;
    }

    private static String key() {
        return Base64.getEncoder().encodeToString(bytes(32));
    }

    /** Random text that needs no quoting anywhere. */
    public static String random(int length) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes(length))
                .replace('-', 'x')
                .replace('_', 'y');
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Secrets[hidden]";
    }
}
