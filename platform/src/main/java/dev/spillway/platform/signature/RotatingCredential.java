package dev.spillway.platform.signature;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A credential that has a predecessor while it rotates: {@code secret} and {@code previousSecret}.
 */
record RotatingCredential(String name) {

    String previous() {
        return "previous" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    Set<String> names() {
        return Set.of(name, previous());
    }

    /** The current value first. */
    List<String> values(Credentials credentials) {
        return Stream.of(name, previous())
                .flatMap(each -> credentials.find(each).stream())
                .toList();
    }

    /** What is wrong with either; {@code fault} gives a message for a value that is. */
    List<InvalidCredential> check(Credentials credentials, Fault fault) {
        Stream<InvalidCredential> absent =
                credentials.find(name).isPresent()
                        ? Stream.empty()
                        : Stream.of(new InvalidCredential(name, "is required"));
        Stream<InvalidCredential> faulty =
                Stream.of(name, previous())
                        .flatMap(each ->
                                credentials
                                        .find(each)
                                        .flatMap(fault::in)
                                        .map(message -> new InvalidCredential(each, message))
                                        .stream());
        return Stream.concat(absent, faulty).toList();
    }

    /** Finds what is wrong with a value. */
    @FunctionalInterface
    interface Fault {
        Optional<String> in(String value);
    }
}
