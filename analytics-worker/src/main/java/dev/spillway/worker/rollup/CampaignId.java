package dev.spillway.worker.rollup;

import dev.spillway.platform.id.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/** Ids of campaigns: vendors give names, so the id is made of the name. */
public final class CampaignId {

    /** Stands in rollups for events without a campaign. */
    static final UUID NONE = new UUID(0, 0);

    private CampaignId() {}

    /** The first 16 bytes of SHA-256 over the name. */
    public static UUID of(String name) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return Ids.uuid(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this JDK", e);
        }
    }
}
