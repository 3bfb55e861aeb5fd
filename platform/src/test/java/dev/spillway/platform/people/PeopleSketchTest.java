package dev.spillway.platform.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against true numbers of people, who each come up in several hours, as they do in a campaign. */
class PeopleSketchTest {

    private static final int HOURS = 24;

    private final Random random = new Random(42);

    @ParameterizedTest
    @CsvSource({"1, 50", "100, 50", "1600, 200", "5000, 200", "40000, 100", "250000, 25"})
    void twoStandardErrorsAreBelowTwoPercent(int people, int campaigns) {
        double squares = 0;
        for (int i = 0; i < campaigns; i++) {
            double error = (merged(hours(people)).people() - people) / (double) people;
            squares += error * error;
        }

        double standardError = Math.sqrt(squares / campaigns);

        assertThat(2 * standardError).isLessThanOrEqualTo(0.02);
    }

    @Test
    void whatTheErrorIsSaidToBeIsWhatItIs() {
        assertThat(PeopleSketch.TWO_STANDARD_ERRORS)
                .isCloseTo(2 * 1.04 / Math.sqrt(1 << 14), within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"3", "700", "1550", "1700", "30000"})
    void everyOrderOfMergingGivesTheSameNumber(int people) {
        List<PeopleSketch> hours = hours(people);
        long inOrder = merged(hours).people();

        for (int i = 0; i < 10; i++) {
            Collections.shuffle(hours, random);
            assertThat(merged(hours).people()).isEqualTo(inOrder);
            assertThat(mergedByWayOfBytes(hours).people()).isEqualTo(inOrder);
        }
    }

    @Test
    void mergingAgainChangesNothing() {
        PeopleSketch all = merged(hours(20_000));
        long people = all.people();
        byte[] bytes = all.bytes();

        all.addAll(bytes);
        all.addAll(PeopleSketch.of(bytes));

        assertThat(all.people()).isEqualTo(people);
        assertThat(all.bytes()).isEqualTo(bytes);
    }

    @Test
    void smallNumbersAreExact() {
        for (int people = 0; people <= 1_000; people += 250) {
            assertThat(merged(hours(people)).people()).isEqualTo(people);
        }
    }

    @Test
    void keptSmall() {
        assertThat(merged(hours(100)).bytes()).hasSizeLessThan(500);
        assertThat(merged(hours(250_000)).bytes()).hasSizeLessThan(10_000);
    }

    /** Each person in two of the hours, or twice in one. */
    private List<PeopleSketch> hours(int people) {
        List<PeopleSketch> hours =
                new ArrayList<>(
                        IntStream.range(0, HOURS).mapToObj(_ -> new PeopleSketch()).toList());
        for (int i = 0; i < people; i++) {
            byte[] hash = new byte[32];
            ByteBuffer.wrap(hash).putLong(random.nextLong()).putLong(random.nextLong());
            hours.get(random.nextInt(HOURS)).add(hash);
            hours.get(random.nextInt(HOURS)).add(hash);
        }
        return hours;
    }

    private static PeopleSketch merged(List<PeopleSketch> hours) {
        PeopleSketch all = new PeopleSketch();
        hours.forEach(all::addAll);
        return all;
    }

    /** As the worker does it: what was merged is kept, and read again for the next hour. */
    private static PeopleSketch mergedByWayOfBytes(List<PeopleSketch> hours) {
        byte[] kept = new PeopleSketch().bytes();
        for (PeopleSketch hour : hours) {
            PeopleSketch all = PeopleSketch.of(kept);
            all.addAll(hour.bytes());
            kept = all.bytes();
        }
        return PeopleSketch.of(kept);
    }
}
