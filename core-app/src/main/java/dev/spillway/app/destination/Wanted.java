package dev.spillway.app.destination;

import dev.spillway.platform.destination.DestinationUrl;
import dev.spillway.platform.destination.EmailAddress;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A destination as a tenant wants it: a URL or an e-mail address.
 *
 * @param topics of an address alerts alone
 */
record Wanted(
        @NotBlank(message = "must be given")
                @Size(max = 200, message = "must have at most 200 characters")
                String name,
        @Nullable String url,
        @Nullable String email,
        @NotEmpty(message = "must name at least one of alerts, suppressions") Set<Topic> topics) {

    /**
     * What is to be otherwise; what is null stays.
     *
     * @param email is never changed: who confirmed the one has not confirmed the other
     * @param enabled false keeps what is sent there waiting
     * @param version the one that the change is meant for, if it is for no other
     */
    record Change(
            @Size(min = 1, max = 200, message = "must have from 1 to 200 characters")
                    @Nullable String name,
            @Nullable String url,
            @Nullable String email,
            @Size(min = 1, message = "must name at least one of alerts, suppressions")
                    @Nullable Set<Topic> topics,
            @Nullable Boolean enabled,
            @Nullable Long version) {

        /**
         * Looks at what a destination is to become.
         *
         * @throws ProblemException 422 if it must not, 409 if somebody else changed it
         */
        void check(Destination before, boolean allowLoopback) {
            Kind kind = before.kind();
            if (version != null && version != before.version()) {
                throw new ProblemException(ErrorCode.CHANGED_MEANWHILE);
            }
            if (email != null) {
                throw ProblemException.invalid(
                        "email", "cannot be changed: add another destination");
            }
            if (url != null && kind == Kind.EMAIL) {
                throw ProblemException.invalid("url", "is not for an e-mail address");
            }
            if (url != null) {
                checkUrl(url, allowLoopback);
            }
            if (topics != null) {
                checkTopics(kind, topics);
            }
        }
    }

    Kind kind() {
        return email == null ? Kind.HTTPS : Kind.EMAIL;
    }

    /**
     * Looks at it.
     *
     * @throws ProblemException 422 if nothing may be sent there
     */
    void check(boolean allowLoopback) {
        if ((url == null) == (email == null)) {
            throw ProblemException.invalid("url", "or email must be given, and not both");
        }
        if (url != null) {
            checkUrl(url, allowLoopback);
        }
        if (email != null) {
            checkEmail(email);
        }
        checkTopics(kind(), topics);
    }

    private static void checkUrl(String url, boolean allowLoopback) {
        try {
            DestinationUrl _ = DestinationUrl.parse(url, allowLoopback);
        } catch (IllegalArgumentException e) {
            // Written by us, without what was given.
            throw ProblemException.invalid("url", String.valueOf(e.getMessage()));
        }
    }

    private static void checkEmail(String email) {
        try {
            EmailAddress _ = EmailAddress.parse(email);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("email", String.valueOf(e.getMessage()));
        }
    }

    /** A campaign may suppress thousands at once: no inbox wants a mail for each. */
    private static void checkTopics(Kind kind, Set<Topic> topics) {
        if (kind == Kind.EMAIL && topics.contains(Topic.SUPPRESSIONS)) {
            throw ProblemException.invalid(
                    "topics", "must be alerts alone: suppressions go to a URL");
        }
    }

    @Override
    public String toString() {
        return "Wanted[…]";
    }
}
