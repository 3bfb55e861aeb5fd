package dev.spillway.worker.tenant;

import dev.spillway.platform.provider.EventMapping;
import dev.spillway.worker.identity.IdentityRules;
import org.jspecify.annotations.Nullable;

/**
 * What the worker goes by at one source.
 *
 * @param mapping where the sender tells what; null where that is known of its vendor, or not at all
 */
public record SourceRules(IdentityRules identity, @Nullable EventMapping mapping) {}
