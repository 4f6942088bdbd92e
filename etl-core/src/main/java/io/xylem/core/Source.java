package io.xylem.core;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Where documents come from: an immutable, serializable recipe.
 *
 * @param <D> the kind of document
 */
public interface Source<D> extends Serializable {
    /**
     * Lists the input as splits, in an order that depends on nothing but the input.
     *
     * <p>For each archive found, in order, the source asks {@link PlanContext#admit} whether it is part of this plan.
     *
     * @param context what the plan may depend on
     * @return the splits of the admitted archives, in reading order
     * @throws IOException if the input cannot be listed
     * @throws UsageException if the input does not exist or is named ambiguously
     */
    List<? extends Split<D>> plan(PlanContext context) throws IOException;
}
