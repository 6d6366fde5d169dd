package io.multiproc.core.manager.wire;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a proxy looks like.
 *
 * @param shape what it does itself
 * @param type the interface whose methods can be called
 */
public record Form(Shape shape, Class<?> type) {

    /** The form of objects that are used through the interface. */
    public static Form of(Class<?> type) {
        if (type == List.class) {
            return new Form(Shape.LIST, type);
        }
        if (type == Map.class) {
            return new Form(Shape.MAP, type);
        }
        return type == Set.class ? new Form(Shape.SET, type) : new Form(Shape.PLAIN, type);
    }

    /** For messages. */
    public String name() {
        return type.getSimpleName();
    }
}
