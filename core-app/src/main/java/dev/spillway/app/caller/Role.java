package dev.spillway.app.caller;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a person is to a tenant. */
public enum Role {
    MEMBER,
    ADMIN;

    /** The role of that name; the least one for a name that a later version may have added. */
    public static Role of(String code) {
        return ADMIN.code().equals(code) ? ADMIN : MEMBER;
    }

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Set<Scope> scopes() {
        return switch (this) {
            case MEMBER -> EnumSet.of(Scope.READ, Scope.REPLAY, Scope.SOURCES);
            case ADMIN -> EnumSet.allOf(Scope.class);
        };
    }
}
