package dev.spillway.worker.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The format: {@code docs/archive-format.md}. */
class ArchiveObjectTest {

    private static final List<ArchivedMessage> GOLDEN =
            List.of(
                    new ArchivedMessage(
                            ArchivedMessage.Kind.PARCEL,
                            UUID.fromString("3f2c1c55-7b0e-4a3c-9a55-0d5e5a1f0c01"),
                            UUID.fromString("019aa3ef-0000-7000-8000-0000000000aa"),
                            Instant.parse("2026-11-21T10:00:00.123Z"),
                            Instant.parse("2026-11-21T10:00:00.456Z"),
                            "1:raw:AAAA"),
                    new ArchivedMessage(
                            ArchivedMessage.Kind.SIGNAL,
                            UUID.fromString("3f2c1c55-7b0e-4a3c-9a55-0d5e5a1f0c02"),
                            UUID.fromString("00000000-0000-0000-0000-000000000000"),
                            Instant.parse("2026-11-21T10:00:01Z"),
                            Instant.parse("2026-11-21T10:00:02Z"),
                            "{\"v\":1} ünïcode 🚀"));

    @Test
    void whatWasWrittenIsRead() {
        List<ArchivedMessage> messages = new ArrayList<>(GOLDEN);
        messages.add(Messages.saying(""));
        messages.add(Messages.saying("x".repeat(1024 * 1024)));

        assertThat(read(ObjectWriter.write(messages))).isEqualTo(messages);
    }

    /** A reader of every version ever written stays, with its golden files. */
    @Test
    void objectOfVersion1IsReadAsLongAsThereIsAReader() throws IOException {
        byte[] golden = golden();

        assertThat(read(golden)).isEqualTo(GOLDEN);
        assertThat(inflated(ObjectWriter.write(GOLDEN))).isEqualTo(inflated(golden));
    }

    private static byte[] golden() throws IOException {
        try (InputStream file =
                ArchiveObjectTest.class.getResourceAsStream("/archive/v1/two.messages.gz")) {
            return file.readAllBytes();
        }
    }

    @Test
    void objectThatIsCutOffAnywhereIsNoticedAndWhatCameBeforeIsSound() {
        List<ArchivedMessage> messages = Messages.some(5);
        byte[] object = ObjectWriter.write(messages);

        for (int length = 0; length < object.length; length++) {
            List<ArchivedMessage> found = new ArrayList<>();
            byte[] cut = Arrays.copyOf(object, length);
            assertThatThrownBy(() -> readInto(found, cut))
                    .as("%d of %d bytes", length, object.length)
                    .isInstanceOf(DamagedObjectException.class);
            assertThat(found).isEqualTo(messages.subList(0, found.size()));
        }
    }

    /**
     * Gzip's header holds six bytes that nobody reads, and the last bits before its checksum are
     * nobody's; whatever else changes is noticed.
     */
    @Test
    void noAlteredMessageIsEverGivenOut() {
        List<ArchivedMessage> messages = Messages.some(3);
        byte[] object = ObjectWriter.write(messages);
        int unnoticed = 0;

        for (int at = 0; at < object.length; at++) {
            byte[] altered = object.clone();
            altered[at] ^= 0x10;
            List<ArchivedMessage> found = new ArrayList<>();
            if (catchThrowableOfType(DamagedObjectException.class, () -> readInto(found, altered))
                    == null) {
                unnoticed++;
            }
            assertThat(found).as("byte %d", at).isEqualTo(messages.subList(0, found.size()));
        }
        assertThat(unnoticed).isLessThanOrEqualTo(7);
    }

    @Test
    void recordsThatPassGzipAreCheckedByThemselves() throws IOException {
        byte[] plain = inflated(ObjectWriter.write(Messages.some(2)));
        int inTheFirst = ObjectWriter.HEADER.length() + 4 + ObjectWriter.FIXED + 2;
        plain[inTheFirst] ^= 1;

        assertThatThrownBy(() -> read(deflated(plain)))
                .isInstanceOf(DamagedObjectException.class)
                .hasMessage("message 1 was altered");
    }

    @Test
    void objectOfANewerVersionIsNotTakenForOneOfThis() throws IOException {
        assertThatThrownBy(() ->
                        read(
                                deflated(
                                        "spillway archive 2\nwhatever"
                                                .getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(DamagedObjectException.class)
                .hasMessage("no archive of version 1");
    }

    @Test
    void absurdLengthIsNotAllocated() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.write(ObjectWriter.HEADER.getBytes(StandardCharsets.US_ASCII));
        plain.write(new byte[] {0x7f, -1, -1, -1});

        assertThatThrownBy(() -> read(deflated(plain.toByteArray())))
                .isInstanceOf(DamagedObjectException.class)
                .hasMessageStartingWith("no length");
    }

    @Test
    void whatIsNoObjectAtAllIsDamagedToo() {
        assertThatThrownBy(() -> read("hello".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(DamagedObjectException.class);
    }

    private static List<ArchivedMessage> read(byte[] object) {
        List<ArchivedMessage> found = new ArrayList<>();
        readInto(found, object);
        return found;
    }

    private static void readInto(List<ArchivedMessage> found, byte[] object) {
        try (ObjectReader reader = new ObjectReader(new ByteArrayInputStream(object))) {
            Optional<ArchivedMessage> message = reader.next();
            while (message.isPresent()) {
                found.add(message.get());
                message = reader.next();
            }
        }
    }

    private static byte[] inflated(byte[] object) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(object))) {
            return in.readAllBytes();
        }
    }

    private static byte[] deflated(byte[] plain) throws IOException {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(object)) {
            out.write(plain);
        }
        return object.toByteArray();
    }
}
