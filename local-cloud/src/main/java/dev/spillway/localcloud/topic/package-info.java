/** SNS on one machine: its Query protocol over HTTP, fan-out to SQS, filter policies. */
@NullMarked
package dev.spillway.localcloud.topic;

import org.jspecify.annotations.NullMarked;
