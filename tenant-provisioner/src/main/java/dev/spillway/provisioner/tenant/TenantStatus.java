package dev.spillway.provisioner.tenant;

import dev.spillway.provisioner.input.Rule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a tenant stands. */
public enum TenantStatus {
    ACTIVE,
    /** Its webhooks are refused with 403. */
    SUSPENDED,
    OFFBOARDING,
    DELETED;

    static final Rule<TenantStatus> RULE =
            new Rule<>(
                    TenantStatus::find,
                    "must be one of "
                            + Arrays.stream(values())
                                    .map(TenantStatus::code)
                                    .collect(Collectors.joining(", ")));

    /** The name in API and database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<TenantStatus> find(String code) {
        return Arrays.stream(values()).filter(status -> status.code().equals(code)).findFirst();
    }
}
