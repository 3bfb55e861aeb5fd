package dev.spillway.app.event;

import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.LocalKeyWrapper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    /** A key management service will take this place. */
    @Bean
    KeyWrapper keyWrapper(@Value("${spillway.secrets.wrapping-key}") String key) {
        return LocalKeyWrapper.of(key);
    }
}
