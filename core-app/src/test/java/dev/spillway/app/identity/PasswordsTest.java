package dev.spillway.app.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.error.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private static final String GOOD = "correct horse battery";

    private final Passwords passwords = new Passwords();

    @Test
    void aPasswordIsKeptAsArgon2id() {
        String hash = passwords.hash(GOOD, "ana@acme.example");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(GOOD);
        assertThat(passwords.matches(GOOD, Optional.of(hash))).isTrue();
        assertThat(passwords.matches(GOOD + " ", Optional.of(hash))).isFalse();
        assertThat(passwords.hash(GOOD, "ana@acme.example")).isNotEqualTo(hash);
    }

    @Test
    void nobodyHasAPassword() {
        assertThat(passwords.matches(GOOD, Optional.empty())).isFalse();
    }

    /** The hash that stands in for nobody's costs what a real one costs: the same work is done. */
    @Test
    void lookingForNobodyTakesAsLongAsForSomebody() {
        Optional<String> hash = Optional.of(passwords.hash(GOOD, "ana@acme.example"));
        long somebody = fastest(hash);
        long nobody = fastest(Optional.empty());

        assertThat((double) nobody / somebody).isBetween(0.4, 2.5);
    }

    private long fastest(Optional<String> hash) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 8; i++) {
            long start = System.nanoTime();
            passwords.matches("not this one", hash);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    @Test
    void whatIsTooWeakSaysWhy() {
        refused("elevenchars", "at least 12 characters");
        refused("aaaaaaaaaaaaaaaa", "different characters");
        refused("my ANA@acme.example!", "e-mail");
        refused("abcdefgh".repeat(40), "at most 256");
    }

    private void refused(String password, String reason) {
        assertThatThrownBy(() -> passwords.hash(password, "ana@acme.example"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e ->
                                assertThat(e.problem().errors().getFirst().message())
                                        .contains(reason));
    }
}
