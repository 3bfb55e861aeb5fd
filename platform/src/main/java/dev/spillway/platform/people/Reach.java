package dev.spillway.platform.people;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A stage, and whether a person got there or a machine on his behalf: a scanner that follows links,
 * a proxy that fetches images.
 */
public record Reach(Stage stage, boolean machine) {

    /**
     * Where a person who got here must have been in the same hour, here included: many providers
     * never say {@code sent}, and what is delivered was sent just then.
     */
    public Set<Reach> impliedInItsHour() {
        return with(
                stage == Stage.DELIVERED ? EnumSet.of(Stage.SENT) : EnumSet.noneOf(Stage.class));
    }

    /**
     * Where a person who got here must have been at any time, here included. Even a machine's open
     * proves a delivery. Nothing proves an open: images stay blocked, and an SMS has none. Nor does
     * an order prove anything, since links are passed on.
     */
    public Set<Reach> implied() {
        return with(
                switch (stage) {
                    case SENT, CONVERTED -> EnumSet.noneOf(Stage.class);
                    case DELIVERED -> EnumSet.of(Stage.SENT);
                    case OPENED, CLICKED -> EnumSet.of(Stage.SENT, Stage.DELIVERED);
                });
    }

    private Set<Reach> with(Set<Stage> before) {
        Set<Reach> all =
                before.stream().map(each -> new Reach(each, false)).collect(Collectors.toSet());
        all.add(this);
        return Set.copyOf(all);
    }
}
