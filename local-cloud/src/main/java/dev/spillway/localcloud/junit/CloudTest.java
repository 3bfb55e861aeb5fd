package dev.spillway.localcloud.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a cloud of its own: a fresh schema, queues and topics that no other class
 * uses, on servers that all classes of the JVM share.
 *
 * <p>The {@link TestCloud} comes as a parameter of any test, lifecycle method or constructor, or
 * from {@link TestCloud#of(Class)}, which also works in a {@code @DynamicPropertySource} method. On
 * a {@code @Nested} class it gives that class a cloud of its own, so that one contract runs on
 * every backend:
 *
 * <pre>{@code
 * class FooContractIT {
 *     @Nested @CloudTest(parts = DATABASE, backend = EMBEDDED)
 *     class OnEmbedded implements FooContract {}
 *
 *     @Nested @CloudTest(parts = DATABASE, backend = DOCKER)
 *     class OnDocker implements FooContract {}
 * }
 * }</pre>
 *
 * <p>A class fails that leaves a transaction open in its schema.
 */
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(CloudExtension.class)
public @interface CloudTest {

    Part[] parts() default {Part.DATABASE, Part.QUEUES, Part.TOPICS};

    /**
     * A class that names {@link Backend#DOCKER} is disabled, with the reason, where no engine is.
     */
    Backend backend() default Backend.CONFIGURED;

    /**
     * Whether the class also fails when it leaves a connection to its schema open. Not for tests
     * whose Spring context, and with it the pool, outlives the class.
     */
    boolean connectionsMustClose() default false;
}
