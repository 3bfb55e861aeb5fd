package dev.spillway.app.caller;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is calling, for which tenant and with which rights. */
public sealed interface Caller {

    UUID tenantId();

    /** Whether the tenant may look but not touch. */
    boolean suspended();

    Set<Scope> scopes();

    /** How the audit log names the caller. */
    Actor actor();

    /** Whether the caller may do what needs this scope. */
    default boolean may(Scope scope) {
        return scopes().contains(Scope.ADMIN) || scopes().contains(scope);
    }

    /**
     * The caller of the present request.
     *
     * @throws IllegalStateException outside of one, or where nobody is logged in
     */
    static Caller current() {
        return CallerContext.required();
    }

    /** Does something as this caller. */
    default <R extends @Nullable Object, X extends Throwable> R call(
            ScopedValue.CallableOp<? extends R, X> work) throws X {
        return CallerContext.call(this, work);
    }

    /**
     * A person with a session.
     *
     * @param userId the person, who may belong to several tenants
     * @param tenantId the one that the session works for
     */
    record Person(
            UUID userId, String email, String name, Role role, UUID tenantId, boolean suspended)
            implements Caller {

        @Override
        public Set<Scope> scopes() {
            return role.scopes();
        }

        @Override
        public Actor actor() {
            return Actor.user(email);
        }
    }

    /**
     * A program with an API key.
     *
     * @param keyId the key's id; the key itself is not kept
     */
    record Program(UUID keyId, String name, Set<Scope> scopes, UUID tenantId, boolean suspended)
            implements Caller {

        public Program {
            scopes = Set.copyOf(scopes);
        }

        @Override
        public Actor actor() {
            return new Actor("api_key", keyId.toString());
        }
    }
}
