package dev.spillway.localcloud.topic;

import software.amazon.awssdk.services.sns.SnsClient;

/** The ARNs of Spillway's topics. */
public record TopicSet(String tenantLifecycle, String alerts, String suppressions) {

    /** Creates those that are absent. */
    public static TopicSet ensure(SnsClient sns, String prefix) {
        return new TopicSet(
                ensureTopic(sns, prefix + "-tenant-lifecycle"),
                ensureTopic(sns, prefix + "-alerts"),
                ensureTopic(sns, prefix + "-suppressions"));
    }

    private static String ensureTopic(SnsClient sns, String name) {
        return sns.createTopic(create -> create.name(name)).topicArn();
    }
}
