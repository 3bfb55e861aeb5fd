package dev.spillway.worker.archive;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Where an archive is: a folder, or a bucket with a prefix. */
public sealed interface ArchivePlace {

    /** A folder of this machine. */
    record Folder(Path path) implements ArchivePlace {}

    /**
     * Somewhere in S3.
     *
     * @param prefix empty, or ends with a slash
     */
    record Bucket(String name, String prefix) implements ArchivePlace {

        static Bucket of(String name, String prefix) {
            return new Bucket(
                    name, prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
        }
    }

    /** How S3 is reached. */
    record Access(
            AwsCredentialsProvider credentials, AwsRegionProvider region, @Nullable URI endpoint) {

        /** One attempt may take an object of some MiB over a slow line; the caller tries again. */
        private static final Duration CALL = Duration.ofSeconds(30);

        S3Client client() {
            S3ClientBuilder builder =
                    S3Client.builder()
                            .region(region.getRegion())
                            .credentialsProvider(credentials)
                            .overrideConfiguration(override -> override.apiCallTimeout(CALL));
            if (endpoint != null) {
                builder.endpointOverride(endpoint).forcePathStyle(true);
            }
            return builder.build();
        }
    }

    /**
     * A place as people write it: {@code s3://bucket/prefix} or a folder.
     *
     * @throws IllegalArgumentException if it names no bucket
     */
    static ArchivePlace parse(String text) {
        String scheme = "s3://";
        if (!text.startsWith(scheme)) {
            return new Folder(Path.of(text));
        }
        String[] parts = text.substring(scheme.length()).split("/", 2);
        if (parts[0].isEmpty()) {
            throw new IllegalArgumentException(text + " names no bucket");
        }
        return Bucket.of(parts[0], parts.length == 1 ? "" : parts[1]);
    }

    /** The archive there; the caller closes it. */
    default Archive open(Access access) {
        return switch (this) {
            case Folder(Path path) -> new FolderArchive(path);
            case Bucket(String name, String prefix) ->
                    new BucketArchive(access.client(), name, prefix);
        };
    }
}
