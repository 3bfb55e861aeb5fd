package dev.spillway.worker.archive;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in S3, each with a checksum that S3 compares. Encryption is the bucket's own (SSE-KMS by
 * default settings), and so is how long objects live. Writing takes {@code s3:PutObject} and no
 * other right.
 */
final class BucketArchive implements Archive {

    private static final Logger LOG = LoggerFactory.getLogger(BucketArchive.class);

    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    /**
     * @param s3 is closed with this
     * @param prefix empty, or ends with a slash
     */
    BucketArchive(S3Client s3, String bucket, String prefix) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** An S3 that does not answer may come back; one that refuses will not. */
    @Override
    public void check() {
        try {
            write("probe", new byte[0]);
        } catch (NoSuchBucketException e) {
            throw new ArchiveUnusableException("The bucket " + bucket + " does not exist", e);
        } catch (S3Exception e) {
            if (e.statusCode() >= 500) {
                LOG.warn("{} cannot be looked at yet: {}", this, e.statusCode());
                return;
            }
            throw new ArchiveUnusableException(
                    "%s cannot be written to: S3 answers %d".formatted(this, e.statusCode()), e);
        } catch (SdkException e) {
            LOG.warn("{} cannot be looked at yet: {}", this, e.getMessage());
        }
    }

    @Override
    public void put(String key, byte[] object) {
        try {
            write(key, object);
        } catch (SdkException e) {
            throw new ArchiveFailedException("no object was written to " + this, e);
        }
    }

    private void write(String key, byte[] object) {
        s3.putObject(
                put ->
                        put.bucket(bucket)
                                .key(prefix + key)
                                .contentType("application/gzip")
                                .checksumCRC32C(checksum(object)),
                RequestBody.fromBytes(object));
    }

    /** As S3 wants it: base64 of its four bytes. */
    private static String checksum(byte[] object) {
        byte[] bytes =
                ByteBuffer.allocate(Integer.BYTES).putInt(ObjectWriter.checksum(object)).array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public Iterator<String> keysAfter(String key) {
        Iterator<String> names =
                s3
                        .listObjectsV2Paginator(list ->
                                list.bucket(bucket)
                                        .prefix(prefix + ArchiveKey.FIRST)
                                        .startAfter(prefix + key))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .map(name -> name.substring(prefix.length()))
                        .filter(ArchiveKey::isOne)
                        .iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return names.hasNext();
                } catch (SdkException e) {
                    throw new ArchiveFailedException(BucketArchive.this + " cannot be listed", e);
                }
            }

            @Override
            public String next() {
                return names.next();
            }
        };
    }

    @Override
    public InputStream open(String key) {
        try {
            return s3.getObject(get -> get.bucket(bucket).key(prefix + key));
        } catch (SdkException e) {
            throw new ArchiveFailedException(key + " cannot be opened", e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
