package dev.spillway.worker.quarantine;

import dev.spillway.platform.quarantine.HeldRequest;
import dev.spillway.platform.quarantine.HeldRequestCodec;
import dev.spillway.platform.quarantine.HeldRequestCodec.UnsupportedHeldRequestException;
import dev.spillway.platform.secret.RequestCipher;
import dev.spillway.platform.secret.SecretUnreadableException;
import dev.spillway.platform.secret.TenantKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Opens held requests and judges them by what their sources are today. Thread-safe. */
final class Judge {

    /** Why a request is not judged. */
    private static final String SOURCE_UNUSABLE = "source_unusable";

    private static final String KEY_UNAVAILABLE = "key_unavailable";
    private static final String NEWER_VERSION = "newer_version";

    private final SourceChecks sources;
    private final DataKeys dataKeys;

    Judge(SourceChecks sources, DataKeys dataKeys) {
        this.sources = sources;
        this.dataKeys = dataKeys;
    }

    /**
     * A judgement of each. Reads each source and key once.
     *
     * @param ageForgiven whether a timestamp outside of the tolerance is overlooked
     */
    List<Judgement> judge(List<HeldRow> rows, boolean ageForgiven) {
        Map<UUID, Optional<SourceCheck>> checks = new HashMap<>();
        Map<Integer, Optional<TenantKey>> keys = new HashMap<>();
        return rows.stream()
                .map(row ->
                        judge(
                                row,
                                checks.computeIfAbsent(
                                        row.sourceId(), id -> sources.find(row.tenantId(), id)),
                                keys.computeIfAbsent(
                                        row.keyVersion(),
                                        version -> dataKeys.find(row.tenantId(), version)),
                                ageForgiven))
                .toList();
    }

    private static Judgement judge(
            HeldRow row,
            Optional<SourceCheck> check,
            Optional<TenantKey> key,
            boolean ageForgiven) {
        if (check.isEmpty()) {
            return new Judgement.Postponed(row, SOURCE_UNUSABLE);
        }
        if (key.isEmpty()) {
            return new Judgement.Postponed(row, KEY_UNAVAILABLE);
        }
        try {
            return check.get().judge(row, open(row, key.get()), ageForgiven);
        } catch (SecretUnreadableException e) {
            return new Judgement.Unreadable(row);
        } catch (UnsupportedHeldRequestException e) {
            return new Judgement.Postponed(row, NEWER_VERSION);
        }
    }

    private static HeldRequest open(HeldRow row, TenantKey key) {
        return HeldRequestCodec.decode(
                RequestCipher.open(key, row.sourceId(), row.id(), row.sealed()));
    }
}
