package dev.spillway.app.caller;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may do. */
public enum Scope {
    /** See everything but people, keys and the audit log. */
    READ,
    /** Replay webhooks and dead letters, release quarantined requests, discard either. */
    REPLAY,
    /** Make, change, pause and delete sources. */
    SOURCES,
    /** Everything, API keys, members and the audit log included. */
    ADMIN;

    /** The name in API and database. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The scope of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static Scope of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("no such scope"));
    }

    /** Scopes as a column holds them, separated by spaces; what is no scope grants nothing. */
    public static Set<Scope> parse(String codes) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String code : codes.split(" ", -1)) {
            find(code).ifPresent(scopes::add);
        }
        return scopes;
    }

    /** Scopes as a column holds them. */
    public static String join(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::code).collect(Collectors.joining(" "));
    }

    private static Optional<Scope> find(String code) {
        return Arrays.stream(values()).filter(scope -> scope.code().equals(code)).findFirst();
    }
}
