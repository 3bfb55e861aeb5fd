package dev.spillway.localcloud.junit;

import dev.spillway.localcloud.aws.AwsAccess;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SQS and SNS of one backend with clients that all test classes share. */
record Messaging(AwsAccess access, SqsClient sqs, SnsClient sns) implements AutoCloseable {

    static Messaging to(AwsAccess access) {
        return new Messaging(access, access.sqsClient(), access.snsClient());
    }

    Map<String, String> properties() {
        return Map.of(
                "spring.cloud.aws.region.static", access.region(),
                "spring.cloud.aws.credentials.access-key", access.accessKey(),
                "spring.cloud.aws.credentials.secret-key", access.secretKey(),
                "spring.cloud.aws.sqs.endpoint", access.sqs().toString(),
                "spring.cloud.aws.sns.endpoint", access.sns().toString());
    }

    @Override
    public void close() {
        sqs.close();
        sns.close();
    }
}
