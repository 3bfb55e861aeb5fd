package dev.spillway.worker.drain;

import dev.spillway.worker.archive.Archive;
import dev.spillway.worker.archive.ArchiveOutage;
import dev.spillway.worker.archive.ArchiveProperties;
import dev.spillway.worker.archive.Archiver;
import dev.spillway.worker.archive.MessageArchive;
import dev.spillway.worker.pace.Pace;
import dev.spillway.worker.signal.SignalStore;
import io.awspring.cloud.sqs.listener.ListenerMode;
import io.awspring.cloud.sqs.listener.MessageListener;
import io.awspring.cloud.sqs.listener.MessageListenerContainer;
import io.awspring.cloud.sqs.listener.QueueNotFoundStrategy;
import io.awspring.cloud.sqs.listener.SqsContainerOptionsBuilder;
import io.awspring.cloud.sqs.listener.SqsMessageListenerContainer;
import io.awspring.cloud.sqs.listener.acknowledgement.AcknowledgementOrdering;
import io.awspring.cloud.sqs.listener.acknowledgement.handler.AcknowledgementMode;
import io.awspring.cloud.sqs.support.converter.SqsMessagingMessageConverter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What lanes and signals share, and a container for the signals. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({QueueProperties.class, DrainProperties.class})
class DrainConfiguration {

    /** What SQS gives at once. More would mean several polls that wait for the slowest. */
    private static final int BATCH = 10;

    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    @Bean
    StallGate stallGate(DrainProperties drain) {
        return new StallGate(new Backoff(drain.retry().first(), drain.retry().pause()), RANDOM);
    }

    @Bean
    Gates gates(StallGate database, DrainProperties drain) {
        Backoff pauses = new Backoff(drain.retry().first(), drain.retry().pause());
        return new Gates(database, new StallGate("the archive", pauses, RANDOM));
    }

    @Bean
    MessageArchive messageArchive(
            ObjectProvider<Archive> archive,
            ArchiveProperties properties,
            ArchiveOutage outage,
            Gates gates,
            MeterRegistry registry) {
        Archive kept = archive.getIfAvailable();
        return kept == null
                ? MessageArchive.OFF
                : Archiver.start(kept, properties, outage.and(gates.archiveOutage()), registry);
    }

    @Bean
    Patience patience(DrainProperties drain, StallGate gate, Pace pace) {
        DrainProperties.Retry retry = drain.retry();
        return new Patience(
                gate,
                new Backoff(retry.first(), retry.longest()),
                retry.patience(),
                drain.writers(),
                pace,
                RANDOM);
    }

    @Bean
    Returns returns(MeterRegistry registry, DrainProperties drain) {
        return new Returns(registry, drain.handBack());
    }

    @Bean
    HiddenSignals hiddenSignals(DrainProperties drain) {
        return new HiddenSignals(drain.visibility());
    }

    @Bean
    SignalListener signalListener(
            SignalStore signals,
            MessageArchive archive,
            Patience patience,
            Returns returns,
            HiddenSignals hidden) {
        return new SignalListener(signals, archive, patience, returns, hidden);
    }

    @Bean
    Drain drain(
            LaneDrain lanes,
            SqsClient laneSqs,
            SqsAsyncClient sqs,
            QueueProperties queues,
            DrainProperties drain,
            Gates gates,
            Patience patience,
            MessageArchive archive,
            SignalListener signals) {
        List<MessageListenerContainer<String>> containers = new ArrayList<>();
        containers.add(container(sqs, "signals", queues.signals(), signals, drain, gates));
        String deadLetters = queues.signalsDeadLetters();
        if (deadLetters != null && !deadLetters.isBlank()) {
            containers.add(container(sqs, "signals-dlq", deadLetters, signals, drain, gates));
        }
        return new Drain(
                lanes,
                containers,
                patience,
                archive,
                new QueueCheck(laneSqs, queues),
                drain.stop());
    }

    private static MessageListenerContainer<String> container(
            SqsAsyncClient sqs,
            String id,
            String queueUrl,
            MessageListener<String> listener,
            DrainProperties drain,
            Gates gates) {
        return SqsMessageListenerContainer.<String>builder()
                .id(id)
                .sqsAsyncClient(sqs)
                .queueNames(queueUrl)
                .messageListener(listener)
                .configure(options -> configure(options, drain, gates))
                .build();
    }

    /**
     * Deletes go out at once and not in batches of their own, so that a stop leaves none behind.
     */
    private static void configure(
            SqsContainerOptionsBuilder options, DrainProperties drain, Gates gates) {
        options.listenerMode(ListenerMode.BATCH)
                .queueNotFoundStrategy(QueueNotFoundStrategy.FAIL)
                .maxMessagesPerPoll(BATCH)
                .maxConcurrentMessages(drain.inFlight().signals())
                .pollTimeout(drain.poll())
                .messageVisibility(drain.visibility())
                .messageSystemAttributeNames(
                        List.of(
                                MessageSystemAttributeName.MESSAGE_GROUP_ID,
                                MessageSystemAttributeName.SENT_TIMESTAMP))
                .messageConverter(textOnly())
                .backPressureHandlerFactory(GatedBackPressure.behind(gates))
                .acknowledgementMode(AcknowledgementMode.MANUAL)
                .acknowledgementOrdering(AcknowledgementOrdering.PARALLEL)
                .acknowledgementInterval(Duration.ZERO)
                .acknowledgementThreshold(0)
                .listenerShutdownTimeout(drain.stop());
    }

    /** Payloads stay the text they are: no header of a sender chooses a class. */
    private static SqsMessagingMessageConverter textOnly() {
        SqsMessagingMessageConverter converter = new SqsMessagingMessageConverter();
        converter.setPayloadTypeMapper(_ -> String.class);
        return converter;
    }
}
