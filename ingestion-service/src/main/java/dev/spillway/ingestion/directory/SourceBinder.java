package dev.spillway.ingestion.directory;

import dev.spillway.ingestion.certificate.TenantTrust;
import dev.spillway.ingestion.handshake.SourceHandshake;
import dev.spillway.ingestion.quarantine.SourceQuarantine;
import dev.spillway.ingestion.signature.SignatureCheck;
import dev.spillway.ingestion.signature.VerificationMode;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.plan.Plan;
import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.SecretUnreadableException;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verifier;
import dev.spillway.platform.source.SourceSettings;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a source of a row: opens its credentials and parses its keys, once per change. A row that
 * cannot be used becomes a source that is closed, never an exception: one tenant's broken row must
 * not stop the directory.
 */
final class SourceBinder {

    private static final Logger log = LoggerFactory.getLogger(SourceBinder.class);

    private final PresetCatalogue presets;
    private final KeyWrapper keys;
    private final TenantTrust trust;

    SourceBinder(PresetCatalogue presets, KeyWrapper keys, TenantTrust trust) {
        this.presets = presets;
        this.keys = keys;
        this.trust = trust;
    }

    Source bind(DirectoryRow row) {
        Optional<ErrorCode> closed = closed(row);
        if (closed.isPresent()) {
            return new Source.Closed(row.sourceId(), row.tenantId(), closed.get());
        }
        try {
            return open(row);
        } catch (SecretUnreadableException e) {
            return unusable(row, "its credentials do not open under this key");
        } catch (IllegalArgumentException e) {
            // Of platform's own making: it names the field and never its value.
            return unusable(row, String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            // A library that is missing is missed by the sources that need it, and by no others.
            return unusable(row, e.getClass().getSimpleName());
        }
    }

    /** A deleted source is gone whatever its tenant's state, and a tenant's end is its sources'. */
    private static Optional<ErrorCode> closed(DirectoryRow row) {
        if (row.status().equals("deleted")) {
            return Optional.of(ErrorCode.SOURCE_DELETED);
        }
        return switch (row.tenantStatus()) {
            case "active" ->
                    row.status().equals("paused")
                            ? Optional.of(ErrorCode.SOURCE_PAUSED)
                            : Optional.empty();
            case "suspended" -> Optional.of(ErrorCode.TENANT_SUSPENDED);
            default -> Optional.of(ErrorCode.SOURCE_DELETED);
        };
    }

    private Source open(DirectoryRow row) {
        Preset preset =
                presets.find(row.provider())
                        .orElseThrow(() -> new IllegalArgumentException("its preset is unknown"));
        VerificationMode mode =
                VerificationMode.find(row.mode())
                        .orElseThrow(() -> new IllegalArgumentException("its mode is unknown"));
        Plan plan =
                Plan.find(row.plan())
                        .orElseThrow(() -> new IllegalArgumentException("its plan is unknown"));
        Map<String, String> settings = SourceSettings.parse(row.settings());
        return new Source.Open(
                row.sourceId(),
                row.tenantId(),
                plan,
                preset,
                check(row, preset, mode, settings),
                preset.response(settings),
                preset.identity(settings),
                handshake(row, preset, mode, settings),
                quarantine(row, mode, settings));
    }

    private @Nullable SourceHandshake handshake(
            DirectoryRow row, Preset preset, VerificationMode mode, Map<String, String> settings) {
        return preset.handshake()
                .map(kind -> {
                    Credentials credentials = row.sealed().open(keys);
                    return new SourceHandshake(
                            row.sourceId(),
                            kind,
                            credentials,
                            unlooked(preset, mode, credentials, settings),
                            row.status().equals("pending"),
                            row.sealed().dataKey(keys));
                })
                .orElse(null);
    }

    /**
     * A source that is switched off may be without credentials: then nothing is proven, and nothing
     * is lost but the reply.
     */
    private static Verifier unlooked(
            Preset preset,
            VerificationMode mode,
            Credentials credentials,
            Map<String, String> settings) {
        boolean canProve =
                mode == VerificationMode.OFF && preset.validate(credentials, settings).isEmpty();
        return canProve ? preset.bind(credentials, settings) : (_, _) -> Verdict.UNCHECKED;
    }

    /** Only where requests are refused is there anything to keep. */
    private @Nullable SourceQuarantine quarantine(
            DirectoryRow row, VerificationMode mode, Map<String, String> settings) {
        return mode == VerificationMode.ENFORCE && Preset.quarantines(settings)
                ? new SourceQuarantine(row.sourceId(), row.sealed().dataKey(keys))
                : null;
    }

    private SignatureCheck check(
            DirectoryRow row, Preset preset, VerificationMode mode, Map<String, String> settings) {
        if (mode == VerificationMode.OFF) {
            return SignatureCheck.off();
        }
        return new SignatureCheck(
                mode, preset.bind(row.sealed().open(keys), settings, trust.of(row.tenantId())));
    }

    private static Source unusable(DirectoryRow row, String why) {
        log.warn("Source {} answers 503: {}", row.sourceId(), why);
        return new Source.Closed(row.sourceId(), row.tenantId(), ErrorCode.SERVICE_UNAVAILABLE);
    }
}
