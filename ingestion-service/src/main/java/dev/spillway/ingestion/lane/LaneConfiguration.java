package dev.spillway.ingestion.lane;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.InetAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LaneConfiguration {

    /** Gauge: doors among which plans' rates are divided. */
    static final String INSTANCES = "spillway.door.instances";

    @Bean(initMethod = "start")
    Instances instances(LaneProperties properties) {
        return new Instances(properties, InetAddress::getAllByName);
    }

    @Bean
    Allowances allowances(LaneProperties properties, Instances instances) {
        return new Allowances(properties, instances);
    }

    @Bean
    MeterBinder laneMeters(Instances instances) {
        return meters -> Gauge.builder(INSTANCES, instances, Instances::getAsInt).register(meters);
    }
}
