package dev.spillway.provisioner.kit;

import dev.spillway.provisioner.ProvisionerApplication;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service over {@link OpsCloud}; one context for all tests that carry this. They keep
 * apart by tenant and by slug. Who looks at all there is, or at a start, takes {@link OpsTest}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = {ProvisionerApplication.class, OpsService.class},
        webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = OpsInitializer.class)
public @interface SharedOpsTest {}
