/**
 * The certificates that Amazon SNS signs with: asked for seldom, kept, and never from elsewhere.
 */
@NullMarked
package dev.spillway.ingestion.certificate;

import org.jspecify.annotations.NullMarked;
