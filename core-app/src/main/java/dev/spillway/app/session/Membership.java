package dev.spillway.app.session;

import dev.spillway.app.caller.Role;
import java.util.UUID;

/**
 * A tenant that a person belongs to.
 *
 * @param id the tenant's
 * @param suspended whether it may be looked at only
 * @param current whether the session works for it
 */
public record Membership(
        UUID id, String slug, String name, Role role, boolean suspended, boolean current) {

    Membership current(UUID tenantId) {
        return new Membership(id, slug, name, role, suspended, id.equals(tenantId));
    }

    /** Whether a login means this tenant by its slug or id. */
    boolean isCalled(String tenant) {
        return slug.equals(tenant) || id.toString().equals(tenant);
    }
}
