package dev.spillway.platform.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReachTest {

    private static final Reach SENT = new Reach(Stage.SENT, false);
    private static final Reach DELIVERED = new Reach(Stage.DELIVERED, false);
    private static final Reach OPENED = new Reach(Stage.OPENED, false);
    private static final Reach CLICKED = new Reach(Stage.CLICKED, false);

    @Test
    void whatIsDeliveredWasSentJustThen() {
        assertThat(DELIVERED.impliedInItsHour()).containsExactlyInAnyOrder(SENT, DELIVERED);
    }

    /** A day may lie between them: in its hour an open is an open. */
    @Test
    void anOpenProvesADeliveryButNotWhenItWas() {
        assertThat(OPENED.impliedInItsHour()).containsExactly(OPENED);
        assertThat(OPENED.implied()).containsExactlyInAnyOrder(SENT, DELIVERED, OPENED);
    }

    @Test
    void aMachinesOpenIsNobodysOpenButProvesThatHeWasReached() {
        Reach byMachine = new Reach(Stage.OPENED, true);

        assertThat(byMachine.implied()).containsExactlyInAnyOrder(SENT, DELIVERED, byMachine);
    }

    @Test
    void aClickProvesNoOpenAndAnOrderProvesNothing() {
        Reach converted = new Reach(Stage.CONVERTED, false);

        assertThat(CLICKED.implied()).containsExactlyInAnyOrder(SENT, DELIVERED, CLICKED);
        assertThat(converted.implied()).containsExactly(converted);
    }
}
