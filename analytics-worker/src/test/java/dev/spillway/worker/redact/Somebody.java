package dev.spillway.worker.redact;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.RecipientHasher;
import dev.spillway.platform.secret.TenantKey;
import java.util.Arrays;

/** People of a tenant of their own, to be looked for. */
final class Somebody {

    static final RecipientHasher HASHER =
            new RecipientHasher(TenantKey.generate(Ids.next(), KeyPurpose.RECIPIENT));

    private Somebody() {}

    static People known(String... addresses) {
        return People.of(
                HASHER,
                Arrays.stream(addresses)
                        .flatMap(address -> HASHER.hashes(address).stream())
                        .toList());
    }

    static TextRewriter without(String... addresses) {
        return new TextRewriter(known(addresses));
    }
}
