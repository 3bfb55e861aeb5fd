package dev.spillway.provisioner.tenant;

import dev.spillway.platform.plan.Plan;
import dev.spillway.provisioner.listing.Window;
import jakarta.persistence.criteria.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.domain.PredicateSpecification;

/**
 * Which tenants a list shows.
 *
 * @param text a part of the name or slug, in whatever case
 */
record TenantFilter(Optional<String> text, Optional<TenantStatus> status, Optional<Plan> plan) {

    private static final char ESCAPE = '!';

    PredicateSpecification<Tenant> in(Window window) {
        List<PredicateSpecification<Tenant>> all = new ArrayList<>();
        text.ifPresent(part -> all.add(named(part)));
        status.ifPresent(value -> all.add((tenant, is) -> is.equal(tenant.get("status"), value)));
        plan.ifPresent(value -> all.add((tenant, is) -> is.equal(tenant.get("plan"), value)));
        window.before().ifPresent(id -> all.add(olderThan(id)));
        return PredicateSpecification.allOf(all);
    }

    private static PredicateSpecification<Tenant> named(String part) {
        String pattern = "%" + escaped(part.toLowerCase(Locale.ROOT)) + "%";
        // Slugs are ASCII, and the database does not compare them with anything else.
        boolean slugToo = part.chars().allMatch(character -> character < 128);
        return (tenant, is) -> {
            Predicate name = is.like(is.lower(tenant.get("name")), pattern, ESCAPE);
            return slugToo ? is.or(name, is.like(tenant.get("slug"), pattern, ESCAPE)) : name;
        };
    }

    private static String escaped(String part) {
        return part.replaceAll("[!%_]", ESCAPE + "$0");
    }

    private static PredicateSpecification<Tenant> olderThan(UUID id) {
        return (tenant, is) -> is.lessThan(tenant.get("id"), id);
    }
}
