/**
 * What tests of pipelines need: contract tests for every SPI interface, a task context that records, generators, oracles,
 * and the way to the corpora.
 *
 * <p>To test an implementation, extend its contract test and say how to make the implementation and its input; JUnit finds
 * the inherited tests.
 */
@NullMarked
package io.xylem.testkit;

import org.jspecify.annotations.NullMarked;
