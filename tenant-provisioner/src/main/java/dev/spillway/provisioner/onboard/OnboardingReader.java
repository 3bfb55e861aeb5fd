package dev.spillway.provisioner.onboard;

import dev.spillway.platform.plan.Plan;
import dev.spillway.provisioner.input.Fields;
import dev.spillway.provisioner.input.Rule;
import dev.spillway.provisioner.invite.Invitee;
import dev.spillway.provisioner.source.NewSource;
import dev.spillway.provisioner.source.SourceReader;
import dev.spillway.provisioner.tenant.NewTenant;
import dev.spillway.provisioner.tenant.PlanRule;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads what a tenant is to be. Thread-safe. */
@Component
class OnboardingReader {

    private static final int MOST_SOURCES = 100;

    private final SourceReader sourceReader;

    OnboardingReader(SourceReader sourceReader) {
        this.sourceReader = sourceReader;
    }

    /**
     * The request.
     *
     * @throws dev.spillway.platform.error.ProblemException 422 naming every field that is wrong
     */
    OnboardingRequest read(Fields body) {
        Optional<String> name = body.required("name", Rule.NAME);
        Optional<String> slug = body.required("slug", Rule.SLUG);
        Optional<Plan> plan = body.required("plan", PlanRule.PLAN);
        Optional<Invitee> admin = Invitee.read(body.object("admin"));
        List<Optional<NewSource>> sources =
                body.objects("sources", MOST_SOURCES).stream().map(sourceReader::read).toList();
        body.end();
        return new OnboardingRequest(
                new NewTenant(name.orElseThrow(), slug.orElseThrow(), plan.orElseThrow()),
                admin.orElseThrow(),
                sources.stream().map(Optional::orElseThrow).toList());
    }
}
