package dev.spillway.localcloud.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Where SQS and SNS answer, and the credentials they ask for. Nobody checks these credentials: they
 * are not secret.
 */
public record AwsAccess(URI sqs, URI sns, String region, String accessKey, String secretKey) {

    public static final String REGION = "eu-central-1";
    public static final String ACCOUNT = "000000000000";

    public static AwsAccess local(URI sqs, URI sns) {
        return new AwsAccess(sqs, sns, REGION, "local", "local");
    }

    /** A new client; the caller closes it. */
    public SqsClient sqsClient() {
        return SqsClient.builder()
                .endpointOverride(sqs)
                .region(Region.of(region))
                .credentialsProvider(credentials())
                .build();
    }

    /** A new client; the caller closes it. */
    public SnsClient snsClient() {
        return SnsClient.builder()
                .endpointOverride(sns)
                .region(Region.of(region))
                .credentialsProvider(credentials())
                .build();
    }

    private StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }
}
