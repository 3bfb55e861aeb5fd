package dev.spillway.worker.restore;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.signal.Signal;
import dev.spillway.platform.signal.SignalCodec;
import dev.spillway.worker.archive.ArchiveOutage;
import dev.spillway.worker.archive.ArchivePlace;
import dev.spillway.worker.archive.ArchiveProperties;
import dev.spillway.worker.archive.ArchivedMessage;
import dev.spillway.worker.archive.Archiver;
import dev.spillway.worker.fixture.ArchiveFolder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** An archive in a folder, written by the worker's own archiver. */
final class WrittenArchive {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyy/MM/dd/HH").withZone(ZoneOffset.UTC);

    private final Path root;

    WrittenArchive(Path root) {
        this.root = root;
    }

    /** One object. */
    void write(Parcel... parcels) {
        write(
                Arrays.stream(parcels)
                        .map(parcel -> message(parcel.tenantId(), parcel))
                        .toArray(ArchivedMessage[]::new));
    }

    void write(ArchivedMessage... messages) {
        ArchiveProperties properties =
                new ArchiveProperties(
                        ArchiveProperties.Mode.FOLDER,
                        root.toString(),
                        null,
                        "",
                        null,
                        DataSize.ofMegabytes(4),
                        100,
                        Duration.ZERO,
                        Duration.ofSeconds(1));
        ArchivePlace.Access nowhere =
                new ArchivePlace.Access(
                        AnonymousCredentialsProvider.create(), () -> Region.EU_CENTRAL_1, null);
        try (Archiver archiver =
                Archiver.start(
                        ArchivePlace.parse(root.toString()).open(nowhere),
                        properties,
                        new ArchiveOutage(),
                        new SimpleMeterRegistry())) {
            archiver.keepNow(List.of(messages)).join();
        }
    }

    ArchivedMessage message(UUID group, Parcel parcel) {
        return message(group, parcel, Instant.now());
    }

    ArchivedMessage message(UUID group, Parcel parcel, Instant settledAt) {
        return message(group, ParcelCodec.encode(parcel), settledAt);
    }

    ArchivedMessage signal(UUID group, Signal signal) {
        ArchivedMessage parcel = text(group, SignalCodec.encode(signal));
        return new ArchivedMessage(
                ArchivedMessage.Kind.SIGNAL,
                parcel.id(),
                group,
                parcel.sentAt(),
                parcel.settledAt(),
                parcel.text());
    }

    ArchivedMessage text(UUID group, String text) {
        return message(group, text, Instant.now());
    }

    private static ArchivedMessage message(UUID group, String text, Instant settledAt) {
        Instant millis = Instant.ofEpochMilli(settledAt.toEpochMilli());
        return new ArchivedMessage(
                ArchivedMessage.Kind.PARCEL, UUID.randomUUID(), group, millis, millis, text);
    }

    List<Path> files() {
        return new ArchiveFolder(root).files();
    }

    /** As if all that is there had been written so long ago. */
    void age(Duration by) throws IOException {
        Instant then = Instant.now().minus(by);
        long millis = 0;
        for (Path file : files()) {
            Instant at = then.plusMillis(millis++);
            Path folder = Files.createDirectories(root.resolve("v1").resolve(HOUR.format(at)));
            Files.move(file, folder.resolve(Ids.firstAt(at) + ".messages.gz"));
        }
    }
}
