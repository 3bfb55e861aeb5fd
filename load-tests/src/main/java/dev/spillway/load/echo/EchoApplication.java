package dev.spillway.load.echo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A Spring MVC application as anybody would write it, which sends back what it is sent. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(EchoApplication.EchoController.class)
public class EchoApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(EchoApplication.class, arguments);
    }

    @RestController
    static class EchoController {

        @PostMapping("/echo")
        byte[] echo(@RequestBody byte[] body) {
            return body;
        }

        @GetMapping("/ready")
        String ready() {
            return "ready";
        }
    }
}
