package dev.spillway.ingestion;

import io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/**
 * The door. What Boot would add to every request is left out: webhooks go to a plain servlet, and
 * each filter before it would be paid tens of thousands of times a second. Spring's dispatcher is
 * there because Actuator on the management port asks for one; on the public port it knows no
 * handler. SQS is reached through a synchronous client ({@code queue}), so Spring Cloud AWS's
 * asynchronous one is not built.
 */
@SpringBootApplication(
        exclude = {
            SqsAutoConfiguration.class,
            WebMvcAutoConfiguration.class,
            WebMvcObservationAutoConfiguration.class,
            ErrorMvcAutoConfiguration.class,
            HttpEncodingAutoConfiguration.class,
            MultipartAutoConfiguration.class
        })
@ConfigurationPropertiesScan
public class IngestionServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(IngestionServiceApplication.class, args);
    }
}
