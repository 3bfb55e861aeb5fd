package dev.spillway.worker.normalise;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Brings numbers that vendors write without their plus into the form of E.164, so that one person
 * is the same to all of them. Short codes and names stay as they are.
 */
final class PhoneNumber {

    private static final Pattern INTERNATIONAL = Pattern.compile("[1-9]\\d{7,14}");

    private PhoneNumber() {}

    /** Only for vendors that document their numbers to be international. */
    static Optional<String> of(Optional<String> number) {
        return number.map(text -> INTERNATIONAL.matcher(text).matches() ? "+" + text : text);
    }
}
