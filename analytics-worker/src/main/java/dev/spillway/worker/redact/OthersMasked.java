package dev.spillway.worker.redact;

import dev.spillway.platform.secret.RecipientHasher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everybody's e-mail address but some people's is masked. Numbers stay: most are none of anybody.
 */
final class OthersMasked implements Choice {

    private final People people;

    OthersMasked(People people) {
        this.people = people;
    }

    @Override
    public @Nullable Edit pick(List<Candidate> readings) {
        Candidate longest = readings.getFirst();
        boolean his = readings.stream().anyMatch(reading -> people.include(reading.text()));
        return his || longest.text().indexOf('@') < 0
                ? null
                : longest.replacedBy(RecipientHasher.mask(longest.text()));
    }

    @Override
    public @Nullable String whole(String value) {
        return null;
    }
}
