package dev.spillway.localcloud.junit;

import java.util.Locale;

/** Which backend a class gets, or why it gets none. */
sealed interface BackendChoice {

    record Use(Backend backend) implements BackendChoice {}

    record Disabled(String reason) implements BackendChoice {}

    static BackendChoice forWish(Backend wish) {
        String configured = System.getProperty("spillway.backend", "auto").toLowerCase(Locale.ROOT);
        return switch (wish) {
            case EMBEDDED -> new Use(Backend.EMBEDDED);
            case DOCKER -> forDocker(configured);
            case CONFIGURED -> new Use(configured(configured));
        };
    }

    private static Backend configured(String configured) {
        return switch (configured) {
            case "embedded" -> Backend.EMBEDDED;
            case "docker" -> requireEngine();
            case "auto" -> DockerEngine.answers() ? Backend.DOCKER : Backend.EMBEDDED;
            default ->
                    throw new IllegalStateException(
                            "spillway.backend is %s, but may be auto, docker or embedded"
                                    .formatted(configured));
        };
    }

    private static BackendChoice forDocker(String configured) {
        return switch (configured(configured)) {
            case DOCKER -> new Use(Backend.DOCKER);
            case EMBEDDED, CONFIGURED ->
                    new Disabled(
                            "embedded".equals(configured)
                                    ? "Docker was ruled out by -Dspillway.backend=embedded"
                                    : "No Docker engine answers, and spillway.backend is auto");
        };
    }

    /** Who asks for Docker gets Docker or a failure, never a run that looks green without it. */
    private static Backend requireEngine() {
        if (!DockerEngine.answers()) {
            throw new IllegalStateException(
                    "spillway.backend is docker, and no Docker engine answers: start one, or use auto");
        }
        return Backend.DOCKER;
    }

    /** The backend to use. */
    default Backend toUse() {
        return switch (this) {
            case Use use -> use.backend();
            case Disabled disabled -> throw new IllegalStateException(disabled.reason());
        };
    }
}
