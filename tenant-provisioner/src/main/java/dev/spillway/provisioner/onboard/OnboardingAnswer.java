package dev.spillway.provisioner.onboard;

import dev.spillway.provisioner.invite.InvitationView;
import dev.spillway.provisioner.source.SourceView;
import dev.spillway.provisioner.tenant.TenantView;
import java.util.List;

/**
 * A tenant that was made.
 *
 * @param elapsedMillis how long it took; a repeated call is told what the first one took
 */
record OnboardingAnswer(
        TenantView tenant,
        List<SourceView> sources,
        InvitationView invitation,
        long elapsedMillis) {

    OnboardingAnswer {
        sources = List.copyOf(sources);
    }
}
