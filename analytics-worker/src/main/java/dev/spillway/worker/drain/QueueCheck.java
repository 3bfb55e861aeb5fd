package dev.spillway.worker.drain;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Looks at start-up whether the queues are there: the containers, given a URL, would ask for ever.
 * A wrong URL ends the worker; an SQS that does not answer does not, since it may come back.
 */
final class QueueCheck {

    private static final Logger LOG = LoggerFactory.getLogger(QueueCheck.class);

    private final SqsClient sqs;
    private final List<String> urls;

    QueueCheck(SqsClient sqs, QueueProperties queues) {
        this.sqs = sqs;
        this.urls = queues.all();
    }

    /**
     * Looks.
     *
     * @throws QueueMissingException naming the first that does not exist
     */
    void run() {
        urls.forEach(this::check);
    }

    private void check(String url) {
        try {
            sqs.getQueueAttributes(
                    get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN));
        } catch (QueueDoesNotExistException e) {
            throw new QueueMissingException(url);
        } catch (SdkException e) {
            LOG.warn("queue {} cannot be looked at yet: {}", url, e.getMessage());
        }
    }
}
