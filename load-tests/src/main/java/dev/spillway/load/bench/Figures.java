package dev.spillway.load.bench;

/** Names of figures. */
final class Figures {

    private Figures() {}

    /** In camel case, the phase first where there is one: {@code loneP50Millis}. */
    static String name(String phase, String figure) {
        return phase.isEmpty()
                ? figure
                : phase + Character.toUpperCase(figure.charAt(0)) + figure.substring(1);
    }
}
