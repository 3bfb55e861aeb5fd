package dev.spillway.worker.mail;

import jakarta.mail.AuthenticationFailedException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/**
 * Tells what will never be taken from what is not taken now. Only a 5yz reply to the recipient or
 * to the mail itself is for good (RFC 5321, 4.2.1); one to the sender or to the log-in says that
 * operators have something to mend, and tenants shall lose nothing by it.
 */
final class SmtpFailure {

    private static final int PERMANENT = 500;

    /** The command to which the reply to a whole mail belongs. */
    private static final String END_OF_MAIL = ".";

    private SmtpFailure() {}

    static MailResult of(MailException failure) {
        List<Throwable> causes = causes(failure);
        return first(causes, SMTPAddressFailedException.class)
                .map(refused -> reply(refused.getReturnCode(), true))
                .or(() ->
                        first(causes, SMTPSenderFailedException.class)
                                .map(_ -> new MailResult.Deferred("smtp_sender_refused")))
                .or(() ->
                        first(causes, SMTPSendFailedException.class)
                                .map(refused ->
                                        reply(
                                                refused.getReturnCode(),
                                                END_OF_MAIL.equals(refused.getCommand()))))
                .orElseGet(() -> new MailResult.Deferred(error(causes)));
    }

    /** The server writes what it likes, and the error is a metric's tag. */
    private static MailResult reply(int code, boolean aboutThisMail) {
        if (code < 400 || code > 599) {
            return new MailResult.Deferred("smtp_invalid");
        }
        String error = "smtp_" + code;
        return aboutThisMail && code >= PERMANENT
                ? new MailResult.Refused(error)
                : new MailResult.Deferred(error);
    }

    private static String error(List<Throwable> causes) {
        return Stream.<Function<List<Throwable>, Optional<String>>>of(
                        named(MailAuthenticationException.class, "smtp_login_failed"),
                        named(AuthenticationFailedException.class, "smtp_login_failed"),
                        named(SSLException.class, "tls_failed"),
                        named(SocketTimeoutException.class, "timeout"))
                .flatMap(name -> name.apply(causes).stream())
                .findFirst()
                .orElse("connection_failed");
    }

    private static Function<List<Throwable>, Optional<String>> named(
            Class<? extends Throwable> type, String error) {
        return causes -> first(causes, type).map(_ -> error);
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Spring keeps what befell a mail beside the chain of causes. */
    private static List<Throwable> causes(MailException failure) {
        List<Throwable> causes = new ArrayList<>();
        add(failure, causes);
        if (failure instanceof MailSendException send) {
            for (Exception each : send.getMessageExceptions()) {
                add(each, causes);
            }
        }
        return causes;
    }

    private static void add(Throwable failure, List<Throwable> causes) {
        for (Throwable cause = failure;
                cause != null && !causes.contains(cause);
                cause = cause.getCause()) {
            causes.add(cause);
        }
    }
}
