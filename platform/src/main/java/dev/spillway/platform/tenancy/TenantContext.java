package dev.spillway.platform.tenancy;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tenant for whom the present thread works. Bound for the length of a call and never set:
 * nothing is left behind on a pooled thread.
 */
public final class TenantContext {

    private static final ScopedValue<UUID> TENANT = ScopedValue.newInstance();

    private TenantContext() {}

    /** Runs something for a tenant and returns its result. */
    public static <R extends @Nullable Object, X extends Throwable> R call(
            UUID tenantId, ScopedValue.CallableOp<? extends R, X> work) throws X {
        return ScopedValue.where(TENANT, tenantId).call(work);
    }

    /** Runs something for a tenant. */
    public static void run(UUID tenantId, Runnable work) {
        ScopedValue.where(TENANT, tenantId).run(work);
    }

    /** The bound tenant, if any. */
    public static Optional<UUID> current() {
        return TENANT.isBound() ? Optional.of(TENANT.get()) : Optional.empty();
    }

    /**
     * The bound tenant.
     *
     * @throws IllegalStateException if none is bound: tenant data was about to be read for nobody
     */
    public static UUID required() {
        return current()
                .orElseThrow(() -> new IllegalStateException("no tenant is bound to this thread"));
    }
}
