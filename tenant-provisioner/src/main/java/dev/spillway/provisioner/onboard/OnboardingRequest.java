package dev.spillway.provisioner.onboard;

import dev.spillway.provisioner.invite.Invitee;
import dev.spillway.provisioner.source.NewSource;
import dev.spillway.provisioner.tenant.NewTenant;
import java.util.List;

/** A tenant to be made with all it needs. */
record OnboardingRequest(NewTenant tenant, Invitee admin, List<NewSource> sources) {

    OnboardingRequest {
        sources = List.copyOf(sources);
    }
}
