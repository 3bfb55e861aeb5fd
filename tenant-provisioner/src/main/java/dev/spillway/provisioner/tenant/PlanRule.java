package dev.spillway.provisioner.tenant;

import dev.spillway.platform.plan.Plan;
import dev.spillway.provisioner.input.Rule;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How a plan is written in requests. */
public final class PlanRule {

    public static final Rule<Plan> PLAN =
            new Rule<>(
                    Plan::find,
                    "must be one of "
                            + Arrays.stream(Plan.values())
                                    .map(Plan::code)
                                    .collect(Collectors.joining(", ")));

    private PlanRule() {}
}
