package dev.spillway.ingestion.certificate;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the door believes to be Amazon SNS.
 *
 * @param trustedEndpoints besides Amazon's own hosts, such as {@code http://127.0.0.1:9911}.
 *     Whoever answers there can sign for every topic: only the SNS of one machine belongs here
 */
@ConfigurationProperties("spillway.sns")
record SnsProperties(@DefaultValue List<URI> trustedEndpoints) {}
