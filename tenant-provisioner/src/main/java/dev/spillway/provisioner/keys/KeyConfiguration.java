package dev.spillway.provisioner.keys;

import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.LocalKeyWrapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    @Bean
    KeyWrapper keyWrapper(SecretsProperties secrets) {
        return LocalKeyWrapper.of(secrets.wrappingKey());
    }
}
