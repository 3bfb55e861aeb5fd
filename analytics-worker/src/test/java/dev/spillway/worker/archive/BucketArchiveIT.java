package dev.spillway.worker.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.Backend;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;

/** On LocalStack's S3; nothing embedded speaks it. */
@CloudTest(parts = Part.QUEUES, backend = Backend.DOCKER)
class BucketArchiveIT implements ArchiveContract {

    private final TestCloud cloud;
    private final String bucket = "archive-" + UUID.randomUUID();
    private S3Client s3;

    BucketArchiveIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    @BeforeEach
    void create() {
        s3 = access().client();
        s3.createBucket(create -> create.bucket(bucket));
    }

    private ArchivePlace.Access access() {
        AwsBasicCredentials credentials =
                AwsBasicCredentials.create(cloud.aws().accessKey(), cloud.aws().secretKey());
        return new ArchivePlace.Access(
                StaticCredentialsProvider.create(credentials),
                () -> Region.of(cloud.aws().region()),
                cloud.aws().sqs());
    }

    @Override
    public Archive archive() {
        return ArchivePlace.parse("s3://" + bucket + "/production/eu").open(access());
    }

    @Override
    public Archive elsewhere() {
        return ArchivePlace.parse("s3://" + bucket + "-missing").open(access());
    }

    @Test
    void bucketThatIsMissingIsNamed() {
        assertThatThrownBy(() -> elsewhere().check())
                .hasMessage("The bucket " + bucket + "-missing does not exist");
    }

    @Test
    void everyObjectLiesBelowItsPrefixWithItsChecksum() {
        String key = ArchiveKey.next();

        archive().put(key, new byte[] {1, 2, 3});

        assertThat(
                        s3.headObject(head ->
                                        head.bucket(bucket)
                                                .key("production/eu/" + key)
                                                .checksumMode(ChecksumMode.ENABLED))
                                .checksumCRC32C())
                .isNotBlank();
    }

    /** More than S3 lists in one answer. */
    @Test
    void listGoesOnBeyondAThousandObjects() {
        List<String> keys = new ArrayList<>();
        try (Archive archive = archive()) {
            for (int i = 0; i < 1_005; i++) {
                keys.add(ArchiveKey.next());
                archive.put(keys.getLast(), new byte[] {1});
            }
            assertThat(archive.keysAfter(ArchiveKey.FIRST))
                    .toIterable()
                    .containsExactlyElementsOf(keys);
        }
    }
}
