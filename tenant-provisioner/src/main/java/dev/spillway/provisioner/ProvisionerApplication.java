package dev.spillway.provisioner;

import dev.spillway.provisioner.migrate.MigrateCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The service, or with {@code migrate} the one job that changes the schema. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class ProvisionerApplication {

    public static void main(String[] arguments) {
        if (MigrateCommand.asked(arguments)) {
            System.exit(MigrateCommand.run(arguments));
        }
        SpringApplication.run(ProvisionerApplication.class, arguments);
    }
}
