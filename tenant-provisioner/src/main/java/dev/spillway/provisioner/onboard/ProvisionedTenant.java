package dev.spillway.provisioner.onboard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.spillway.provisioner.source.Source;
import dev.spillway.provisioner.tenant.TenantView;
import java.util.List;
import java.util.UUID;

/** What subscribers learn of a new tenant: nothing that opens anything. */
record ProvisionedTenant(@JsonUnwrapped TenantView tenant, List<SourceSummary> sources) {

    ProvisionedTenant {
        sources = List.copyOf(sources);
    }

    static ProvisionedTenant of(TenantView tenant, List<Source> sources) {
        return new ProvisionedTenant(tenant, sources.stream().map(SourceSummary::of).toList());
    }

    /** A source without its ingest key. */
    record SourceSummary(UUID id, String name, String provider, String mode) {

        static SourceSummary of(Source source) {
            return new SourceSummary(source.id(), source.name(), source.provider(), source.mode());
        }
    }
}
