package dev.spillway.provisioner.source;

import dev.spillway.provisioner.input.Rule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a webhook whose signature does not verify. */
public enum VerificationMode {
    /** It is refused. */
    ENFORCE,
    /** It is accepted, and the verdict recorded. */
    SHADOW,
    /** Nobody looks. */
    OFF;

    static final Rule<VerificationMode> RULE =
            new Rule<>(VerificationMode::find, "must be enforce, shadow or off");

    /** The name in API and database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Optional<VerificationMode> find(String code) {
        return Arrays.stream(values()).filter(mode -> mode.code().equals(code)).findFirst();
    }
}
