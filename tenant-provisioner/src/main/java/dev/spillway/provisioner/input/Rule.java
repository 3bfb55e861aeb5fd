package dev.spillway.provisioner.input;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How a text becomes a value. Immutable.
 *
 * @param parser the value, or empty for a text that will not do
 * @param message what to write instead
 */
public record Rule<T>(Function<String, Optional<T>> parser, String message) {

    private static final int NAME_LENGTH = 200;
    private static final int EMAIL_LENGTH = 320;
    private static final int SLUG_LENGTH = 63;
    private static final Pattern SLUG_FORM = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
    private static final Pattern EMAIL_FORM =
            Pattern.compile(
                    "[^\\s@<>\"(),:;\\\\\\[\\]\\p{Cntrl}]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?");

    /** What people call something; white space around it is dropped. */
    public static final Rule<String> NAME =
            new Rule<>(Rule::name, "must be a text of 1 to 200 characters on one line");

    /** An e-mail address in lower case, since a person is found by it whatever he types. */
    public static final Rule<String> EMAIL =
            new Rule<>(Rule::email, "must be an e-mail address such as ana@acme.example");

    /** A name for URLs: what a DNS label may be. */
    public static final Rule<String> SLUG =
            new Rule<>(
                    Rule::slug,
                    "must be 1 to 63 of a-z, 0-9 and single hyphens inside, such as acme-shop");

    /** The value, or empty for a text that will not do. */
    public Optional<T> parse(String text) {
        return parser.apply(text);
    }

    private static Optional<String> name(String text) {
        return Optional.of(text.strip())
                .filter(name -> !name.isEmpty())
                .filter(name -> name.codePointCount(0, name.length()) <= NAME_LENGTH)
                .filter(name -> name.codePoints().noneMatch(Rule::unprintable));
    }

    /** Also a surrogate without its other half: the database would store a question mark. */
    private static boolean unprintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }

    private static Optional<String> email(String text) {
        return Optional.of(text.strip().toLowerCase(Locale.ROOT))
                .filter(email -> email.length() <= EMAIL_LENGTH)
                .filter(email -> EMAIL_FORM.matcher(email).matches())
                .filter(email -> !email.contains(".."))
                .filter(email -> email.codePoints().noneMatch(Rule::unprintable));
    }

    private static Optional<String> slug(String text) {
        return Optional.of(text)
                .filter(slug -> slug.length() <= SLUG_LENGTH)
                .filter(slug -> SLUG_FORM.matcher(slug).matches());
    }
}
