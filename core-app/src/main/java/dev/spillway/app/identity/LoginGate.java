package dev.spillway.app.identity;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Checks a password that came with a request, within the limits of {@link LoginThrottle}. */
@Component
public class LoginGate {

    private final LoginThrottle throttle;
    private final Passwords passwords;

    LoginGate(LoginThrottle throttle, Passwords passwords) {
        this.throttle = throttle;
        this.passwords = passwords;
    }

    /**
     * Whether the password is right for the account.
     *
     * @param account the e-mail as it came, known or not
     * @param hash the account's, empty where there is no such account
     * @throws ProblemException 429, with Retry-After, after too many wrong ones
     */
    public boolean opens(
            String account,
            String password,
            Optional<String> hash,
            HttpServletRequest request,
            HttpServletResponse response) {
        String address = request.getRemoteAddr();
        throttle.attempt(account, address).ifPresent(wait -> refuse(wait, response));
        boolean right = passwords.matches(password, hash);
        if (right) {
            throttle.succeeded(account, address);
        }
        return right;
    }

    private static void refuse(Duration wait, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
        throw new ProblemException(
                ErrorCode.RATE_EXCEEDED,
                "Too many wrong passwords. Try again in " + (wait.toMinutes() + 1) + " minutes.");
    }
}
