/**
 * The SPI of an ingestion pipeline, the fluent builder that composes it, and what a run tells about itself.
 *
 * <p>One rule holds for all SPI interfaces: what a user composes is an immutable, serializable recipe; what a recipe opens
 * is single-threaded and closeable.
 */
@NullMarked
package io.xylem.core;

import org.jspecify.annotations.NullMarked;
