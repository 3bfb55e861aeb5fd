package dev.spillway.localcloud.junit;

import dev.spillway.localcloud.database.DatabaseAddress;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.localcloud.topic.TopicSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a test class asked for: the nearest {@link CloudTest} and the class that carries it. */
record CloudRequest(Class<?> owner, CloudTest wish) {

    static CloudRequest of(Class<?> testClass) {
        for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
            Optional<CloudTest> wish = AnnotationSupport.findAnnotation(type, CloudTest.class);
            if (wish.isPresent()) {
                return new CloudRequest(type, wish.get());
            }
        }
        throw new IllegalArgumentException(testClass + " carries no @CloudTest");
    }

    TestCloud fulfil() {
        Servers servers = Servers.of(BackendChoice.forWish(wish.backend()).toUse());
        Set<Part> parts = EnumSet.copyOf(List.of(wish.parts()));
        boolean wantsMessaging = parts.contains(Part.QUEUES) || parts.contains(Part.TOPICS);
        if (wantsMessaging) {
            // Starts beside the database, on whose start most of the time is spent waiting. Whether
            // it failed is heard when it is asked for.
            var _ = CompletableFuture.runAsync(servers::messaging);
        }
        String name = freshName();
        List<String> products = new ArrayList<>();
        TestDatabase database = null;
        if (parts.contains(Part.DATABASE)) {
            database = freshSchema(servers, name);
            products.add(servers.databaseProduct());
        }
        Messaging messaging = null;
        if (wantsMessaging) {
            messaging = servers.messaging();
            products.add(servers.messagingProduct());
        }
        QueueSet queues =
                messaging != null && parts.contains(Part.QUEUES)
                        ? QueueSet.ensure(messaging.sqs(), name)
                        : null;
        TopicSet topics =
                messaging != null && parts.contains(Part.TOPICS)
                        ? TopicSet.ensure(messaging.sns(), name)
                        : null;
        String description =
                servers.backend().name().toLowerCase(Locale.ROOT)
                        + " (%s)".formatted(String.join(", ", products));
        BackendReport.write(owner, description);
        return new TestCloud(servers.backend(), description, database, messaging, queues, topics);
    }

    private static TestDatabase freshSchema(Servers servers, String name) {
        DatabaseAddress address = servers.database();
        try {
            address.createSchema(name);
        } catch (SQLException e) {
            throw new IllegalStateException("No schema could be created", e);
        }
        return TestDatabase.on(address, name, servers.databaseProduct());
    }

    /** Begins like the class, for whoever looks into a server; unique beyond this run. */
    private String freshName() {
        String simple = owner.getSimpleName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 8);
        return simple.substring(0, Math.min(20, simple.length())) + "_" + random;
    }
}
