package dev.spillway.app.database;

import dev.spillway.platform.tenancy.TenantContext;
import java.util.UUID;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/**
 * The first fence: the tenant whose rows a Hibernate session may load. Spring Data opens sessions
 * while it starts, for nobody; those get an id that no tenant has, and no connection.
 */
final class TenantOfSession implements CurrentTenantIdentifierResolver<UUID> {

    private static final UUID NOBODY = new UUID(0, 0);

    @Override
    public UUID resolveCurrentTenantIdentifier() {
        return TenantContext.current().orElse(NOBODY);
    }

    @Override
    public boolean validateExistingCurrentSessions() {
        return true;
    }
}
