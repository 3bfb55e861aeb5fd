/** How to reach an SQS and an SNS, whoever serves them. */
@NullMarked
package dev.spillway.localcloud.aws;

import org.jspecify.annotations.NullMarked;
