package dev.spillway.app.caller;

import dev.spillway.platform.tenancy.TenantContext;
import org.jspecify.annotations.Nullable;

/** Binds a caller and his tenant to the thread, together and for the length of a call. */
final class CallerContext {

    private static final ScopedValue<Caller> CALLER = ScopedValue.newInstance();

    private CallerContext() {}

    static <R extends @Nullable Object, X extends Throwable> R call(
            Caller caller, ScopedValue.CallableOp<? extends R, X> work) throws X {
        return TenantContext.<R, X>call(
                caller.tenantId(), () -> ScopedValue.where(CALLER, caller).<R, X>call(work));
    }

    static Caller required() {
        if (!CALLER.isBound()) {
            throw new IllegalStateException("nobody is calling");
        }
        return CALLER.get();
    }
}
