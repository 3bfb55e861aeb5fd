package dev.spillway.localcloud.junit;

import static dev.spillway.localcloud.junit.Backend.CONFIGURED;
import static dev.spillway.localcloud.junit.Backend.DOCKER;
import static dev.spillway.localcloud.junit.Backend.EMBEDDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BackendChoiceTest {

    @Test
    void autoTakesDockerWhereAnEngineAnswers() {
        assertThat(choose(CONFIGURED, "auto", true).toUse()).isEqualTo(DOCKER);
        assertThat(choose(CONFIGURED, "auto", false).toUse()).isEqualTo(EMBEDDED);
    }

    @Test
    void embeddedNeverAsksForAnEngine() {
        BackendChoice choice =
                BackendChoice.forWish(
                        CONFIGURED,
                        "embedded",
                        () -> {
                            throw new AssertionError("asked");
                        });

        assertThat(choice.toUse()).isEqualTo(EMBEDDED);
    }

    @Test
    void dockerWithoutAnEngineFailsAndIsNoSkip() {
        assertThatThrownBy(() -> choose(CONFIGURED, "docker", false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Docker engine answers");
        assertThatThrownBy(() -> choose(DOCKER, "docker", false))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void classThatNamesDockerIsDisabledWithTheReason() {
        assertThat(choose(DOCKER, "auto", true).toUse()).isEqualTo(DOCKER);
        assertThat(choose(DOCKER, "auto", false))
                .isEqualTo(
                        new BackendChoice.Disabled(
                                "no Docker engine answers, and spillway.backend is auto"));
        assertThat(choose(DOCKER, "embedded", true))
                .isEqualTo(
                        new BackendChoice.Disabled(
                                "Docker was ruled out by -Dspillway.backend=embedded"));
        assertThatThrownBy(() -> choose(DOCKER, "embedded", true).toUse())
                .hasMessageContaining("ruled out");
    }

    @Test
    void classThatNamesEmbeddedRunsWhateverIsConfigured() {
        assertThat(choose(EMBEDDED, "docker", true).toUse()).isEqualTo(EMBEDDED);
    }

    @Test
    void unknownBackendIsAnError() {
        assertThatThrownBy(() -> choose(CONFIGURED, "cloud", true))
                .hasMessageContaining("spillway.backend is cloud");
    }

    private static BackendChoice choose(Backend wish, String configured, boolean engine) {
        return BackendChoice.forWish(wish, configured, () -> engine);
    }
}
