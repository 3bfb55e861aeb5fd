/**
 * How vendors sign requests: schemes that verify a request as the vendor's own SDK would and sign
 * one as the vendor does.
 *
 * <p>A {@link dev.spillway.platform.signature.SchemeDefinition} (data) is read once into a {@link
 * dev.spillway.platform.signature.SignatureScheme}; a scheme and a source's credentials give a
 * {@link dev.spillway.platform.signature.Verifier}, which is what a request meets. All of it is
 * free of Spring and of any I/O.
 */
@NullMarked
package dev.spillway.platform.signature;

import org.jspecify.annotations.NullMarked;
