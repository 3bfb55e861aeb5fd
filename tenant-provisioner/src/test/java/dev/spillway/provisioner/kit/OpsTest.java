package dev.spillway.provisioner.kit;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/**
 * The whole service on a migrated schema and topics of the test class's own. The class passes
 * {@link OpsService#configure} on from a {@code @DynamicPropertySource}, and gets an {@link
 * OpsService}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(OpsService.class)
public @interface OpsTest {}
