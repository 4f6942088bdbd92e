package io.xylem.xml.mapping;

import java.io.Serializable;
import java.util.List;

/**
 * A parsed path. The steps lead to an element, whose own text is meant unless the last step goes to an attribute. No steps:
 * the element that the path starts from ({@code .}), or the document.
 *
 * @param absolute whether it starts at the document rather than at the record or group
 * @param steps the steps
 * @param text the path as it was written
 */
public record Path(boolean absolute, List<Step> steps, String text) implements Serializable {
    /** Copies the list. */
    public Path {
        steps = List.copyOf(steps);
    }

    /**
     * Whether the path leads to an attribute.
     *
     * @return whether its last step is one
     */
    public boolean attribute() {
        return !steps.isEmpty() && steps.get(steps.size() - 1).axis() == Step.Axis.ATTRIBUTE;
    }

    @Override
    public String toString() {
        return text;
    }
}
