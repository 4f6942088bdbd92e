/** What rows without a pipeline need: a ledger, and ways to documents. Not API. */
@NullMarked
package io.xylem.xml.internal.rows;

import org.jspecify.annotations.NullMarked;
