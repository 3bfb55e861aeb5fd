package dev.spillway.provisioner.tenant;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.provisioner.listing.Page;
import dev.spillway.provisioner.listing.Window;
import dev.spillway.provisioner.rows.Rows;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;

/** Tenants in the database. Thread-safe. */
@Component
public class Tenants {

    private final TenantRows stored;
    private final Rows rows;
    private final Clock clock;

    Tenants(TenantRows stored, Rows rows, Clock clock) {
        this.stored = stored;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Stores a new tenant.
     *
     * @throws ProblemException {@code slug_taken}; the transaction can only be rolled back then
     */
    public TenantView create(UUID id, NewTenant tenant) {
        Tenant row = new Tenant(id, tenant, clock.instant());
        try {
            rows.insert(row);
        } catch (DuplicateKeyException e) {
            throw new ProblemException(ErrorCode.SLUG_TAKEN, "Choose another slug.");
        }
        return row.view();
    }

    Page<TenantView> list(TenantFilter filter, Window window) {
        List<Tenant> found =
                stored.findBy(
                        filter.in(window),
                        query ->
                                query.sortBy(Sort.by("id").descending())
                                        .limit(window.rows())
                                        .all());
        return window.page(found, Tenant::id, Tenant::view);
    }

    Tenant get(UUID id) {
        return stored.findById(id).orElseThrow(Tenants::notFound);
    }

    /**
     * The tenant for a change, locked until the transaction ends.
     *
     * @throws ProblemException 404, or 409 if it is about to go or gone
     */
    Tenant lock(UUID id) {
        Tenant tenant = stored.lockById(id).orElseThrow(Tenants::notFound);
        return switch (tenant.status()) {
            case ACTIVE, SUSPENDED -> tenant;
            case OFFBOARDING, DELETED ->
                    throw new ProblemException(
                            ErrorCode.CONFLICT,
                            "The tenant is " + tenant.status().code() + " and cannot be changed.");
        };
    }

    private static ProblemException notFound() {
        return new ProblemException(ErrorCode.NOT_FOUND, "No tenant has this id.");
    }
}
