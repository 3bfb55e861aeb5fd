package dev.spillway.app.provider;

import dev.spillway.platform.provider.PresetCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PresetConfiguration {

    @Bean
    PresetCatalogue presets() {
        return PresetCatalogue.standard();
    }
}
