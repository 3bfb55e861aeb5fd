package dev.spillway.e2e;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tools.jackson.databind.JsonNode;

/**
 * Gives tests one running copy of the whole system: the real jars, started by the real launcher, on
 * embedded parts. Started once for all test classes and stopped at the end of the run.
 */
final class Spillway implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(Spillway.class);

    /** A running copy. */
    record Copy(Launcher launcher, JsonNode status) implements AutoCloseable {

        static Copy start() {
            Launcher launcher =
                    new Launcher(
                            Path.of("target", "spillway").toAbsolutePath(),
                            Launcher.freePortBase());
            try {
                launcher.run("reset", "--yes");
                Launcher.Result up = launcher.run("up", "--detach", "--no-demo");
                if (up.exitCode() != 0) {
                    throw new IllegalStateException("./spillway up failed: " + up.output());
                }
                return new Copy(launcher, launcher.status());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        String url(String name) {
            return status.at("/urls/" + name).asString();
        }

        String opsToken() {
            return status.at("/ops/token").asString();
        }

        @Override
        public void close() throws IOException, InterruptedException {
            launcher.run("down");
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Copy.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Copy.class, _ -> Copy.start(), Copy.class);
    }
}
