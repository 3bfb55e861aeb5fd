package dev.spillway.platform.signature;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A source's credentials by the names of its preset ({@code secret}, {@code publicKey} …).
 * Immutable, and no value ever shows in {@link #toString()}, so that one careless log line leaks
 * nothing.
 */
public final class Credentials {

    /**
     * Signs for schemes of key pairs (base64 PKCS #8). Only senders hold it: no preset takes it
     * from a tenant.
     */
    public static final String PRIVATE_KEY = "privateKey";

    private final Map<String, String> values;

    private Credentials(Map<String, String> values) {
        this.values = values;
    }

    /** A null value, as JSON may hold one, counts as none. */
    public static Credentials of(Map<String, String> values) {
        Map<String, String> present = new HashMap<>(values);
        present.values().removeIf(Objects::isNull);
        return new Credentials(Map.copyOf(present));
    }

    public static Credentials none() {
        return new Credentials(Map.of());
    }

    /** The value of that name; empty also where it is blank, as a cleared form field is. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    public Set<String> names() {
        return values.keySet();
    }

    @Override
    public String toString() {
        return "Credentials" + new TreeSet<>(values.keySet());
    }
}
