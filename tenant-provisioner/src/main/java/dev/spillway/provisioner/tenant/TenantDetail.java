package dev.spillway.provisioner.tenant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.spillway.provisioner.source.SourceView;
import java.util.List;

/** A tenant with its sources. */
record TenantDetail(@JsonUnwrapped TenantView tenant, List<SourceView> sources) {

    TenantDetail {
        sources = List.copyOf(sources);
    }
}
