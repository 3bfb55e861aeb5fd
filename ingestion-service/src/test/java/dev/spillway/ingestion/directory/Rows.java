package dev.spillway.ingestion.directory;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.platform.secret.TenantKey;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Directory rows for tests: a Stripe source in good order, of which a test changes one thing. */
record Rows(
        long version,
        UUID sourceId,
        String ingestKey,
        String provider,
        String mode,
        String status,
        String settings,
        byte @Nullable [] credentials,
        String tenantStatus,
        String plan) {

    static final KeyWrapper WRAPPER =
            LocalKeyWrapper.of(Base64.getEncoder().encodeToString(new byte[32]));
    static final UUID TENANT = Ids.next();
    static final TenantKey KEY = TenantKey.generate(TENANT, KeyPurpose.DATA);
    static final String SECRET = "whsec_5pill7way";

    static Rows stripe(long version, String ingestKey) {
        UUID id = Ids.next();
        byte[] credentials = CredentialCipher.seal(KEY, id, Map.of("secret", SECRET));
        return new Rows(
                version,
                id,
                ingestKey,
                "stripe",
                "enforce",
                "active",
                "{}",
                credentials,
                "active",
                "starter");
    }

    Rows withVersion(long version) {
        return new Rows(
                version,
                sourceId,
                ingestKey,
                provider,
                mode,
                status,
                settings,
                credentials,
                tenantStatus,
                plan);
    }

    Rows withKey(String ingestKey) {
        return new Rows(
                version,
                sourceId,
                ingestKey,
                provider,
                mode,
                status,
                settings,
                credentials,
                tenantStatus,
                plan);
    }

    Rows withProvider(String provider) {
        return new Rows(
                version,
                sourceId,
                ingestKey,
                provider,
                mode,
                status,
                settings,
                credentials,
                tenantStatus,
                plan);
    }

    Rows withMode(String mode) {
        return new Rows(
                version,
                sourceId,
                ingestKey,
                provider,
                mode,
                status,
                settings,
                credentials,
                tenantStatus,
                plan);
    }

    Rows withStatus(String status) {
        return new Rows(
                version,
                sourceId,
                ingestKey,
                provider,
                mode,
                status,
                settings,
                credentials,
                tenantStatus,
                plan);
    }

    Rows withSettings(String settings) {
        return new Rows(
                version,
                sourceId,
                ingestKey,
                provider,
                mode,
                status,
                settings,
                credentials,
                tenantStatus,
                plan);
    }

    Rows withCredentials(byte @Nullable [] credentials) {
        return new Rows(
                version,
                sourceId,
                ingestKey,
                provider,
                mode,
                status,
                settings,
                credentials,
                tenantStatus,
                plan);
    }

    Rows withTenantStatus(String tenantStatus) {
        return new Rows(
                version,
                sourceId,
                ingestKey,
                provider,
                mode,
                status,
                settings,
                credentials,
                tenantStatus,
                plan);
    }

    Rows withPlan(String plan) {
        return new Rows(
                version,
                sourceId,
                ingestKey,
                provider,
                mode,
                status,
                settings,
                credentials,
                tenantStatus,
                plan);
    }

    DirectoryRow row() {
        return new DirectoryRow(
                version,
                TENANT,
                sourceId,
                ingestKey,
                provider,
                mode,
                status,
                settings,
                credentials,
                1,
                KEY.wrapped(WRAPPER),
                tenantStatus,
                plan);
    }
}
