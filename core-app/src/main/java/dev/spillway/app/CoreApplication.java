package dev.spillway.app;

import dev.spillway.platform.error.web.ProblemAdvice;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The tenant app: pages, REST API and live stream. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(ProblemAdvice.class)
public class CoreApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    public static void main(String[] arguments) {
        SpringApplication.run(CoreApplication.class, arguments);
    }
}
