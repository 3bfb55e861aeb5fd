package dev.spillway.platform.destination;

import dev.spillway.platform.secret.RecipientHasher;
import java.util.regex.Pattern;

/**
 * An address to which messages may be sent: what RFC 5321 calls a mailbox, without the forms that
 * nobody has and everybody reads differently (quotes, comments, addresses in brackets, anything
 * beyond ASCII). No character of it means anything in a mail's header.
 */
public record EmailAddress(String text) {

    /** RFC 5321, 4.5.3.1.3 with erratum 1690. */
    public static final int MAX_LENGTH = 254;

    private static final int MAX_LOCAL = 64;

    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern DOMAIN =
            Pattern.compile(
                    "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]");

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with what is to be changed, without what was given
     */
    public static EmailAddress parse(String text) {
        int at = text.lastIndexOf('@');
        if (text.length() > MAX_LENGTH
                || at < 1
                || at > MAX_LOCAL
                || !LOCAL.matcher(text.substring(0, at)).matches()
                || !DOMAIN.matcher(text.substring(at + 1)).matches()) {
            throw new IllegalArgumentException("must be an address such as ana@example.com");
        }
        return new EmailAddress(text);
    }

    /** What may stand in a log: {@code a•••@example.com}. */
    public String masked() {
        return RecipientHasher.mask(text);
    }

    @Override
    public String toString() {
        return masked();
    }
}
