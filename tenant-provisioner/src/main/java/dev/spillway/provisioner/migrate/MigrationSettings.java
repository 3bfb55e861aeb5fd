package dev.spillway.provisioner.migrate;

import dev.spillway.platform.schema.DatabaseAccount;
import dev.spillway.platform.tenancy.TenantBinding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * What a migration needs to know.
 *
 * @param url {@code spillway.migration.url}, naming the schema
 * @param user {@code spillway.migration.user}, who owns it, may create users and may grant
 * @param password {@code spillway.migration.password}
 * @param passwords {@code spillway.accounts.ingest} and so on: what services will log in with
 * @param binding {@code spillway.tenancy.binding-key}
 */
record MigrationSettings(
        String url,
        String user,
        String password,
        Map<DatabaseAccount, String> passwords,
        TenantBinding binding) {

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException naming every one that is missing
     */
    static MigrationSettings bind(Binder binder) {
        Required required = new Required(binder, new ArrayList<>());
        String url = required.text("spillway.migration.url");
        String user = required.text("spillway.migration.user");
        String password = required.text("spillway.migration.password");
        Map<DatabaseAccount, String> passwords = new EnumMap<>(DatabaseAccount.class);
        for (DatabaseAccount account : DatabaseAccount.values()) {
            passwords.put(
                    account,
                    required.text("spillway.accounts." + account.name().toLowerCase(Locale.ROOT)));
        }
        String key = required.text("spillway.tenancy.binding-key");
        required.end();
        return new MigrationSettings(url, user, password, passwords, TenantBinding.of(key));
    }

    @Override
    public String toString() {
        return "MigrationSettings[" + user + "]";
    }

    private record Required(Binder binder, List<String> missing) {

        String text(String property) {
            String value = binder.bind(property, String.class).orElse("");
            if (value.isBlank()) {
                missing.add(property);
            }
            return value;
        }

        void end() {
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException("please set " + String.join(", ", missing));
            }
        }
    }
}
