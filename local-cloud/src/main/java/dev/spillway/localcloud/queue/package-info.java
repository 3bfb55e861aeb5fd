/** SQS embedded through ElasticMQ, and the queues Spillway needs on any SQS. */
@NullMarked
package dev.spillway.localcloud.queue;

import org.jspecify.annotations.NullMarked;
