package dev.spillway.worker.store;

import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens tenants' keys but for the times, counted from 1, that it is told not to. */
final class FickleKeys implements KeyWrapper {

    private final KeyWrapper keys = LocalKeyWrapper.of(WorkerDatabase.WRAPPING_KEY);
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<Integer> shut;

    FickleKeys(Integer... shut) {
        this.shut = Set.of(shut);
    }

    @Override
    public byte[] wrap(byte[] key, UUID tenantId, KeyPurpose purpose) {
        return keys.wrap(key, tenantId, purpose);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, UUID tenantId, KeyPurpose purpose) {
        boolean opens = !shut.contains(asked.incrementAndGet());
        return keys.unwrap(opens ? wrapped : new byte[wrapped.length], tenantId, purpose);
    }
}
