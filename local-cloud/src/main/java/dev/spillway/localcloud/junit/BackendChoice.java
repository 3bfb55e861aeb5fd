package dev.spillway.localcloud.junit;

import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Which backend a class gets, or why it gets none. */
sealed interface BackendChoice {

    record Use(Backend backend) implements BackendChoice {}

    record Disabled(String reason) implements BackendChoice {}

    /** On this machine, with the system property {@code spillway.backend}. */
    static BackendChoice forWish(Backend wish) {
        return forWish(wish, System.getProperty("spillway.backend", "auto"), DockerEngine::answers);
    }

    /**
     * Decides on what it is told.
     *
     * @param configured auto, docker or embedded
     * @param engineAnswers asked only where it matters, for asking takes seconds
     * @throws IllegalStateException where Docker is demanded and no engine answers: that is a
     *     failure, never a run that looks green without it
     */
    static BackendChoice forWish(Backend wish, String configured, BooleanSupplier engineAnswers) {
        return switch (wish) {
            case EMBEDDED -> new Use(Backend.EMBEDDED);
            case CONFIGURED -> new Use(configured(configured, engineAnswers));
            case DOCKER ->
                    configured(configured, engineAnswers) == Backend.DOCKER
                            ? new Use(Backend.DOCKER)
                            : new Disabled(reason(configured));
        };
    }

    private static Backend configured(String configured, BooleanSupplier engineAnswers) {
        return switch (configured.toLowerCase(Locale.ROOT)) {
            case "embedded" -> Backend.EMBEDDED;
            case "docker" -> requireEngine(engineAnswers);
            case "auto" -> engineAnswers.getAsBoolean() ? Backend.DOCKER : Backend.EMBEDDED;
            default ->
                    throw new IllegalStateException(
                            "spillway.backend is %s, but may be auto, docker or embedded"
                                    .formatted(configured));
        };
    }

    private static Backend requireEngine(BooleanSupplier engineAnswers) {
        if (!engineAnswers.getAsBoolean()) {
            throw new IllegalStateException(
                    "spillway.backend is docker, and no Docker engine answers: start one, or use auto");
        }
        return Backend.DOCKER;
    }

    private static String reason(String configured) {
        return configured.equalsIgnoreCase("embedded")
                ? "Docker was ruled out by -Dspillway.backend=embedded"
                : "no Docker engine answers, and spillway.backend is auto";
    }

    /** The backend to use. */
    default Backend toUse() {
        return switch (this) {
            case Use use -> use.backend();
            case Disabled disabled -> throw new IllegalStateException(disabled.reason());
        };
    }
}
